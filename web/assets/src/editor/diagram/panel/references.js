// The messages, signals, errors and alerts of a file: events name them, the file keeps them once.
import { extensionOf } from '../extensions.js';
import { dropUnused, referredBy } from '../rules/unused.js';
import { codeOf } from './names.js';

const KINDS = {
  message: { type: 'bpmn:Message', reference: 'messageRef', prefix: 'message', attributes: code => ({ name: code }) },
  signal: { type: 'bpmn:Signal', reference: 'signalRef', prefix: 'signal', attributes: code => ({ name: code }) },
  error: { type: 'bpmn:Error', reference: 'errorRef', prefix: 'ref_erreur',
    attributes: code => ({ name: code, errorCode: code }) },
  escalation: {
    type: 'bpmn:Escalation', reference: 'escalationRef', prefix: 'alerte',
    attributes: code => ({ name: code, escalationCode: code }),
  },
};

// What the event is about, as scenarios and other events name it.
export function readReference(element, kind) {
  const root = holderOf(element)[KINDS[kind].reference];
  return root ? codeIn(root) : '';
}

// Names another one, renames the one that only this event has, or makes it.
export function writeReference(kit, element, kind, words) {
  const { reference } = KINDS[kind];
  const code = codeOf(words);
  const holder = holderOf(element), before = holder[reference];
  const known = rootsOf(kit, kind).find(root => codeIn(root) === code);
  if (!known && before && code && isAlone(kit, before, element)) {
    kit.modeling.updateModdleProperties(element, before, renamed(before, code, KINDS[kind]));
    return;
  }
  const next = code ? known ?? added(kit, element, kind, code) : undefined;
  kit.modeling.updateModdleProperties(element, holder, { [reference]: next });
  if (before) dropUnused(kit, before);
}

// The codes of that kind in the file.
export function referencesIn(kit, kind) {
  return rootsOf(kit, kind).map(codeIn).filter(Boolean);
}

function holderOf(element) {
  const bo = element.businessObject;
  return bo.eventDefinitions?.[0] ?? bo;
}

function codeIn(root) {
  return root.errorCode ?? root.escalationCode ?? root.name ?? '';
}

function definitionsOf(kit) {
  return kit.canvas.getRootElement().businessObject.$parent;
}

function rootsOf(kit, kind) {
  return definitionsOf(kit).rootElements.filter(root => root.$type === KINDS[kind].type);
}

function isAlone(kit, root, element) {
  return !kit.registry.filter(other => other !== element && !other.labelTarget && other.parent)
    .some(other => referredBy(other.businessObject).includes(root));
}

// A name told in words stays; the one that is the code follows it.
function renamed(root, code, { attributes }) {
  const { name, ...rest } = attributes(code);
  return root.name === codeIn(root) ? { name, ...rest } : rest;
}

function added(kit, element, kind, code) {
  const { type, prefix, attributes } = KINDS[kind];
  const definitions = definitionsOf(kit);
  const taken = new Set(definitions.rootElements.map(({ id }) => id));
  const id = `${prefix}_${code}`;
  const root = kit.create(type, { ...attributes(code), ...taken.has(id) || kit.registry.get(id) ? {} : { id } });
  root.$parent = definitions;
  if (kind === 'message') correlate(kit, root);
  kit.modeling.updateModdleProperties(element, definitions, { rootElements: [...definitions.rootElements, root] });
  return root;
}

// A message reaches the case of the file by its reference.
function correlate(kit, message) {
  if (extensionOf(message, 'zeebe:Subscription')) return;
  const subscription = kit.create('zeebe:Subscription', { correlationKey: '=reference' });
  message.extensionElements = kit.create('bpmn:ExtensionElements', { values: [subscription] });
  message.extensionElements.$parent = message;
  subscription.$parent = message.extensionElements;
}
