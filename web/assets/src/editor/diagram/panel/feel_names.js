// A name that nothing gives is most often mistyped: said at once, never refused, since the checks decide.
import { parser, trackVariables } from '@bpmn-io/lezer-feel';
import { extensionOf, readMapping } from '../extensions.js';
import { OPERATORS, STANDARD } from './functions.js';

// What a filter adds by itself.
const IMPLICIT = ['item', 'loopCounter', 'partial'];

// « Nom inconnu pour l’instant : … », or nothing. text begins with « = » when it is a formula.
export function refuseUnknown(kit, text) {
  if (!text?.startsWith('=')) return undefined;
  const names = unknownIn(text.slice(1), knownNames(kit));
  if (!names.length) return undefined;
  const told = names.map(name => `«\u00a0${name}\u00a0»`).join(', ');
  return `${names.length > 1 ? 'Noms inconnus pour l’instant' : 'Nom inconnu pour l’instant'}\u00a0: ${told}.`;
}

// The names that an expression reads and that are neither known nor its own.
export function unknownIn(text, known) {
  const context = Object.fromEntries([...known].filter(name => !OPERATORS.has(name)).map(name => [name, () => {}]));
  const tree = parser.configure({ top: 'Expression', contextTracker: trackVariables(context) }).parse(text);
  const own = new Set(IMPLICIT), read = [];
  tree.iterate({
    enter: ({ name, node, from, to }) => {
      const words = text.slice(from, to);
      if (name === 'Name') own.add(words);
      if (name === 'VariableName' && !isPart(node)) read.push(words);
    },
  });
  return [...new Set(read)].filter(name => !known.has(name) && !own.has(name));
}

// After a dot, or about the members of a list that is filtered.
function isPart(node) {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.name === 'PathExpression' && inner === node && inner.prevSibling) return true;
    if (outer.name === 'FilterExpression' && inner.prevSibling) return true;
  }
  return false;
}

// What the page knows, and what the drawing gives since it was saved.
function knownNames(kit) {
  const { variables, functions } = kit.house;
  const known = new Set([...variables.map(({ name }) => name), ...functions, ...STANDARD, ...OPERATORS]);
  kit.registry.filter(element => !element.labelTarget && element.businessObject).forEach(element => {
    const bo = element.businessObject;
    const loop = bo.loopCharacteristics && extensionOf(bo.loopCharacteristics, 'zeebe:LoopCharacteristics');
    const given = [extensionOf(bo, 'zeebe:Script')?.resultVariable,
      extensionOf(bo, 'zeebe:CalledDecision')?.resultVariable,
      loop?.inputElement, loop?.outputCollection,
      ...['inputParameters', 'outputParameters'].flatMap(side => readMapping(element, side).map(row => row.target))];
    given.filter(Boolean).forEach(name => known.add(name));
  });
  return known;
}
