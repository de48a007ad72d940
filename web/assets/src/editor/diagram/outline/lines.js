// The drawing as lines of text: each says what it is, its name, who does it and when.
import { extensionOf } from '../extensions.js';
import { readDuration, tellDuration } from '../durations.js';
import { readWhen, tellWhen } from '../when.js';
import { calledOf, eventKind, isJoin, kindOf } from '../words.js';
import { boundariesOf, eventsOf, inOrder, isTriggered } from './order.js';

// process: of the file; words: { labelOf(code), variable(name), problems(id) -> [text] }.
// A line: { id, kind, name, details: [text], inside: [line] }.
export function linesOf(process, words) {
  const events = eventsOf(process).map(node => stepLine(node, words));
  return [...stepLines(process, words), ...events];
}

export function lanesLines(process) {
  return (process.laneSets ?? []).flatMap(set => set.lanes ?? []).map(lane => line(lane));
}

export function notesLines(process) {
  const here = (process.artifacts ?? []).filter(({ $type }) => $type === 'bpmn:TextAnnotation');
  const inside = (process.flowElements ?? []).flatMap(element => (element.flowElements ? notesLines(element) : []));
  return [...here.map(note => ({ ...line(note), name: (note.text ?? '').replace(/\s+/g, ' ') })), ...inside];
}

function stepLines(scope, words) {
  const order = inOrder(scope);
  const places = new Map(order.map((node, i) => [node, i]));
  return order.map(node => stepLine(node, words, places));
}

function stepLine(node, words, places = new Map()) {
  const inside = [
    ...boundariesOf(node).map(event => stepLine(event, words, places)),
    ...waysOf(node, words),
    ...node.flowElements ? [...stepLines(node, words), ...eventsOf(node).map(one => stepLine(one, words))] : [],
  ];
  return { ...line(node), details: [...details(node, words), ...back(node, places), ...words.problems(node.id)],
    inside };
}

function line(bo) {
  return { id: bo.id, kind: kindOf(bo), name: (bo.name ?? '').replace(/\s+/g, ' ').trim(), details: [], inside: [] };
}

// Each way out of a choice; a single one needs no line.
function waysOf(node, words) {
  const flows = node.outgoing ?? [];
  if (flows.length < 2 && !flows.some(flow => flow.conditionExpression || flow.name)) return [];
  return flows.map(flow => ({
    ...line(flow), details: [`vers ${calledOf(led(flow.targetRef))}`, ...wayDetails(node, flow),
      ...words.problems(flow.id)],
  }));
}

// Past the joins that have no name.
function led(node) {
  let target = node;
  for (let i = 0; i < 10 && isJoin(target) && !target.name; i += 1) target = target.outgoing[0].targetRef;
  return target;
}

function wayDetails(node, flow) {
  if (node.default === flow) return ['par défaut'];
  return flow.conditionExpression?.body ? [`si ${flow.conditionExpression.body.replace(/^=/, '')}`] : [];
}

function details(node, words) {
  const group = extensionOf(node, 'zeebe:AssignmentDefinition')?.candidateGroups;
  const due = extensionOf(node, 'zeebe:TaskSchedule')?.dueDate;
  return [
    ...group ? [words.labelOf(group)] : [],
    ...due ? [`échéance\u00a0: ${told(due, 'l’ouverture de la tâche', words)}`] : [],
    ...timerDetail(node, words),
  ];
}

// A way that comes back is not seen from the order of the lines.
function back(node, places) {
  if ((node.outgoing ?? []).length !== 1) return [];
  const target = node.outgoing[0].targetRef;
  const from = places.get(node.attachedToRef ?? node);
  return places.get(target) <= from ? [`retour à ${calledOf(led(target))}`] : [];
}

function timerDetail(node, words) {
  const holder = isTriggered(node) ? startOf(node) : node;
  if (!holder || eventKind(holder) !== 'timer') return [];
  const { timeDate, timeDuration, timeCycle } = holder.eventDefinitions[0];
  if (timeDate?.body) return [told(timeDate.body, HERE[holder.$type] ?? 'l’arrivée ici', words)];
  const length = readDuration(timeDuration?.body);
  if (length) return [`après ${tellDuration(length)}`];
  return timeDuration?.body || timeCycle?.body ? ['date calculée'] : [];
}

const HERE = { 'bpmn:BoundaryEvent': 'l’ouverture de l’étape', 'bpmn:StartEvent': 'le début du parcours' };

function startOf(scope) {
  return (scope.flowElements ?? []).find(({ $type }) => $type === 'bpmn:StartEvent');
}

function told(text, here, { variable }) {
  const parts = readWhen(text);
  return parts ? tellWhen(parts, here, variable) : 'date calculée';
}
