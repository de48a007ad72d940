// The order of the way: a step after those that lead to it, one branch whole before the next.
// The same as on the pages of a process (engine/bpm/telling/order.py).
import { eventKind } from '../words.js';

// scope: a process or sub-process of the file. Gives its steps in their order, what is attached
// to a step and the event sub-processes left out.
export function inOrder(scope) {
  const nodes = nodesOf(scope);
  const known = new Set(nodes);
  const seen = new Set();
  const after = node => whereTo(node, nodes).filter(target => known.has(target));
  const entries = nodes.filter(node => !node.incoming?.length && !node.attachedToRef && !isTriggered(node));
  const met = visitAll(entries, seen, after);
  const others = nodes.filter(node => !seen.has(node) && !isTriggered(node));
  return [...met, ...visitAll(others, seen, after)].filter(node => !node.attachedToRef);
}

// What is attached to a step.
export function boundariesOf(node) {
  return nodesOf(node.$parent).filter(other => other.attachedToRef === node);
}

// The sub-processes of the scope that an event begins.
export function eventsOf(scope) {
  return nodesOf(scope).filter(isTriggered);
}

export function isTriggered(node) {
  return node.$type === 'bpmn:SubProcess' && node.triggeredByEvent === true;
}

function nodesOf(scope) {
  return (scope.flowElements ?? []).filter(element => element.$instanceOf('bpmn:FlowNode'));
}

function visitAll(entries, seen, after) {
  const done = [];
  for (const entry of [...entries].reverse()) visit(entry, seen, done, after);
  return done.reverse();
}

// Depth first, the last way first: read backwards, the order begins with the first way.
function visit(first, seen, done, after) {
  if (seen.has(first)) return;
  seen.add(first);
  const pending = [[first, after(first).reverse()]];
  while (pending.length) {
    const [node, ways] = pending.at(-1);
    const way = ways.find(one => !seen.has(one));
    if (!way) {
      done.push(node);
      pending.pop();
    } else {
      seen.add(way);
      pending.push([way, after(way).reverse()]);
    }
  }
}

function whereTo(node, nodes) {
  const boundaries = nodes.filter(other => other.attachedToRef === node);
  const flows = (node.outgoing ?? []).map(flow => flow.targetRef);
  return [...boundaries, ...flows, ...linked(node, nodes)];
}

// An arrow out of the page: its way goes on where the link of that name arrives.
function linked(node, nodes) {
  if (node.$type !== 'bpmn:IntermediateThrowEvent' || eventKind(node) !== 'link') return [];
  const name = node.eventDefinitions[0].name;
  return nodes.filter(other => other.$type === 'bpmn:IntermediateCatchEvent'
    && eventKind(other) === 'link' && other.eventDefinitions[0].name === name);
}
