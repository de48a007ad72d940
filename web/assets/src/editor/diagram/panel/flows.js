// When a way is taken.
import { isAny } from 'bpmn-js/lib/util/ModelUtil';
import { condition } from './condition_field.js';
import { nameField } from './plain.js';
import { tick } from './fields.js';

export function flowFields(kit, flow) {
  const chooses = isAny(flow.source, ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']);
  const several = flow.source.outgoing.length > 1;
  const isDefault = one => one.source.businessObject.default === one.businessObject;
  return [
    nameField(kit, chooses ? 'Réponse' : 'Nom'),
    chooses && several && tick('par_defaut', 'Par défaut', isDefault,
      (one, value) => setDefault(kit, one, value), { description: 'Suivi quand aucun autre flux ne convient.' }),
    chooses && several && !isDefault(flow) && condition('condition', 'Condition', readCondition,
      (one, value) => writeCondition(kit, one, value)),
  ];
}

function setDefault(kit, flow, value) {
  if (value) writeCondition(kit, flow, '');
  kit.modeling.updateProperties(flow.source, { default: value ? flow.businessObject : undefined });
}

function readCondition(flow) {
  return flow.businessObject.conditionExpression?.body ?? '';
}

function writeCondition(kit, flow, text) {
  const conditionExpression = text ? kit.create('bpmn:FormalExpression', { body: text }) : undefined;
  if (conditionExpression) conditionExpression.$parent = flow.businessObject;
  kit.modeling.updateProperties(flow, { conditionExpression });
}
