// What the panel shows of the chosen element: only what the engine uses.
import { is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { area, section } from './fields.js';
import { eventFields } from './events.js';
import { flowFields } from './flows.js';
import { endField, loopFields } from './loops.js';
import { instructionField, nameField, notesField, processFields } from './plain.js';
import { actionFields, callFields, decisionFields, laneFields, scriptFields, taskFields } from './steps.js';

// The first that fits gives the fields between the name and the notes.
const PARTS = [
  ['bpmn:UserTask', kit => [...taskFields(kit), instructionField(kit, 'Ce que lit la personne qui fait la tâche.')]],
  ['bpmn:SendTask', actionFields],
  ['bpmn:ServiceTask', actionFields],
  ['bpmn:ScriptTask', scriptFields],
  ['bpmn:BusinessRuleTask', decisionFields],
  ['bpmn:CallActivity', callFields],
  ['bpmn:AdHocSubProcess', kit => [endField(kit, element => element.businessObject, 'Fini dès que')]],
  ['bpmn:Event', eventFields],
  ['bpmn:ReceiveTask', eventFields],
];

const WHOLE = ['bpmn:Participant', 'bpmn:Collaboration', 'bpmn:Process'];

class HousePanel {
  static $inject = ['propertiesPanel', 'kit'];

  constructor(propertiesPanel, kit) {
    this.kit = kit;
    propertiesPanel.registerProvider(this);
  }

  getGroups(element) {
    return () => this.#sections(element).filter(part => part.entries.length);
  }

  #sections(element) {
    const { kit } = this;
    if (isAny(element, WHOLE)) return [section('processus', 'Processus', processFields(kit))];
    if (is(element, 'bpmn:Lane')) return [section('couloir', 'Couloir', laneFields(kit))];
    if (is(element, 'bpmn:TextAnnotation')) return [section('note', 'Note', [noteField(kit)])];
    if (is(element, 'bpmn:SequenceFlow')) return [section('flux', 'Flux', flowFields(kit, element))];
    if (!is(element, 'bpmn:FlowNode')) return [];
    const part = PARTS.find(([type]) => is(element, type))?.[1] ?? (() => []);
    const name = is(element, 'bpmn:Gateway') ? nameField(kit, 'Question') : nameField(kit);
    return [
      section('etape', 'Réglages', [name, ...part(kit, element), notesField(kit)]),
      section('repetition', 'Répétition', element.businessObject.loopCharacteristics ? loopFields(kit) : []),
    ];
  }
}

function noteField(kit) {
  return area('texte', 'Texte', element => element.businessObject.text ?? '',
    (element, value) => kit.modeling.updateProperties(element, { text: value ?? '' }), { rows: 4 });
}

export const panelModule = { __init__: ['housePanel'], housePanel: ['type', HousePanel] };
