// What the menus may offer: what the engine runs (engine/bpm/dialect/grammar.py), no more.

const PLAIN = new Set([
  'bpmn:UserTask', 'bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:ScriptTask', 'bpmn:BusinessRuleTask', 'bpmn:CallActivity',
  'bpmn:ExclusiveGateway', 'bpmn:ParallelGateway', 'bpmn:InclusiveGateway', 'bpmn:EventBasedGateway',
  'bpmn:TextAnnotation',
]);
const BODIES = new Set(['bpmn:SubProcess', 'bpmn:AdHocSubProcess']);

// Which events each kind carries. A cancel needs a transaction, which no menu offers.
export const EVENTS = {
  'bpmn:StartEvent': ['timer', 'message', 'signal', 'error', 'escalation'],
  'bpmn:EndEvent': ['none', 'signal', 'error', 'escalation', 'terminate'],
  'bpmn:IntermediateCatchEvent': ['timer', 'message', 'signal', 'link'],
  'bpmn:IntermediateThrowEvent': ['none', 'signal', 'escalation', 'link'],
  'bpmn:BoundaryEvent': ['timer', 'message', 'signal', 'error', 'escalation'],
};
export const TYPES = [...PLAIN, ...BODIES, ...Object.keys(EVENTS)];

// target: a replace or create option of bpmn-js; begins: may that place begin by an event?
export function isOffered(target, begins = false) {
  if (PLAIN.has(target.type)) return true;
  // what is folded away has a drawing of its own, which nobody sees beside the rest
  if (BODIES.has(target.type)) return target.isExpanded === true;
  const kind = definitionKind(target.eventDefinitionType);
  if (target.type === 'bpmn:StartEvent') return begins ? EVENTS[target.type].includes(kind) : kind === 'none';
  return EVENTS[target.type]?.includes(kind) ?? false;
}

function definitionKind(type) {
  return type ? type.replace('bpmn:', '').replace('EventDefinition', '').toLowerCase() : 'none';
}
