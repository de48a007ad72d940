// What is new on a drawing: its identifier and its size.
import BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import ElementFactory from 'bpmn-js/lib/features/modeling/ElementFactory';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';

export const STEP = { width: 110, height: 80 };

const PREFIXES = {
  'bpmn:UserTask': 'tache', 'bpmn:ServiceTask': 'action', 'bpmn:SendTask': 'envoi', 'bpmn:ScriptTask': 'calcul',
  'bpmn:BusinessRuleTask': 'bareme', 'bpmn:CallActivity': 'appel', 'bpmn:SubProcess': 'groupe',
  'bpmn:AdHocSubProcess': 'groupe',
  'bpmn:StartEvent': 'debut', 'bpmn:EndEvent': 'fin', 'bpmn:BoundaryEvent': 'pendant',
  'bpmn:IntermediateCatchEvent': 'attente',
  'bpmn:IntermediateThrowEvent': 'passage', 'bpmn:SequenceFlow': 'f', 'bpmn:TextAnnotation': 'note',
  'bpmn:Association': 'lien',
  'bpmn:Lane': 'couloir', 'bpmn:LaneSet': 'couloirs', 'bpmn:Message': 'message', 'bpmn:Signal': 'signal',
  'bpmn:Error': 'erreur',
  'bpmn:Escalation': 'alerte', 'bpmn:TimerEventDefinition': 'minuterie', 'bpmn:MessageEventDefinition': 'reception',
  'bpmn:TerminateEventDefinition': 'arret', 'bpmn:Participant': 'participant', 'bpmn:Process': 'processus',
};

// Identifiers are read by people, in scenarios and problems: French words, lower case.
class HouseFactory extends BpmnFactory {
  static $inject = ['moddle'];

  _ensureId(element) {
    if (element.id || !this._needsId(element)) return super._ensureId(element);
    element.id = this._model.ids.nextPrefixed(`${this.#prefix(element)}_`, element);
  }

  #prefix(element) {
    if (element.$type in PREFIXES) return PREFIXES[element.$type];
    if (element.$instanceOf('bpmn:Gateway')) return 'choix';
    if (element.$instanceOf('bpmn:EventDefinition')) return 'evenement';
    if (element.$instanceOf('bpmn:Activity')) return 'etape';
    return element.$type.replace(/^\w+:/, '').toLowerCase();
  }

  createDiShape(semantic, attributes) {
    return super.createDiShape(semantic, { ...attributes, id: `forme_${semantic.id}` });
  }

  createDiEdge(semantic, attributes) {
    return super.createDiEdge(semantic, { ...attributes, id: `trait_${semantic.id}` });
  }
}

// Steps are as wide as those of the house, so that names of three words hold.
class HouseShapes extends ElementFactory {
  static $inject = ['bpmnFactory', 'moddle'];

  getDefaultSize(element, di) {
    const bo = getBusinessObject(element);
    return bo.$instanceOf('bpmn:Task') || bo.$type === 'bpmn:CallActivity' ? STEP : super.getDefaultSize(element, di);
  }
}

export const newModule = { bpmnFactory: ['type', HouseFactory], elementFactory: ['type', HouseShapes] };
