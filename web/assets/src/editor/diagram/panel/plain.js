// What every element says of itself: its name, what the team notes about it, what staff read.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { readProperty, writeProperty } from '../extensions.js';
import { area, text } from './fields.js';

export function nameField(kit, label = 'Nom', description) {
  return text('nom', label, element => element.businessObject.name ?? '',
    (element, value) => kit.modeling.updateProperties(element, { name: value }), { description });
}

// owner(element): what carries the text, the element itself unless said.
export function notesField(kit, owner = element => element.businessObject) {
  const read = element => owner(element).documentation?.[0]?.text ?? '';
  const write = (element, value) => {
    const bo = owner(element), found = bo.documentation?.[0];
    if (found && value) return kit.modeling.updateModdleProperties(element, found, { text: value });
    const made = value ? [kit.create('bpmn:Documentation', { text: value })] : [];
    made.forEach(one => { one.$parent = bo; });
    return kit.modeling.updateModdleProperties(element, bo, { documentation: made });
  };
  return area('description', 'Description', read, write,
    { description: 'Pour l’équipe\u00a0: ce que fait cette étape, d’où vient son délai.' });
}

export function instructionField(kit, description) {
  return area('consigne', 'Consigne', element => readProperty(element, 'consigne'),
    (element, value) => writeProperty(kit, element, 'consigne', value), { description, rows: 4 });
}

// The process itself, named once on the drawing, in the file and on its pages.
export function processFields(kit) {
  const owner = element => processOf(kit, element);
  const rename = (element, value) => {
    const before = owner(element), definitions = before.$parent;
    const pool = kit.registry.find(shape => is(shape, 'bpmn:Participant') && !shape.labelTarget);
    if (definitions.name !== undefined) kit.modeling.updateModdleProperties(element, definitions, { name: value });
    kit.modeling.updateModdleProperties(element, before, { name: value });
    if (pool) kit.modeling.updateProperties(pool, { name: value });
  };
  return [text('nom', 'Nom du processus', element => owner(element).name ?? '', rename), notesField(kit, owner)];
}

function processOf(kit, element) {
  const bo = element.businessObject;
  if (bo.$type === 'bpmn:Process') return bo;
  if (bo.$type === 'bpmn:Participant') return bo.processRef;
  return bo.participants[0].processRef;
}
