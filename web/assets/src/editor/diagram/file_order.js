// bpmn-js puts what is moved at the end of the file. Here each stays where it stood, and what is new
// stands after what leads to it: two versions of a file can be read side by side, and the ways out of
// a choice are tried in the order in which they were drawn.

export function keepOrder(modeler) {
  let places = new Map();
  modeler.on('import.done', () => { places = read(modeler.getDefinitions()); });
  modeler.on('saveXML.start', ({ definitions }) => write(definitions, places));
}

function read(definitions) {
  const places = new Map();
  const number = list => list.forEach((item, i) => places.set(keyOf(item), i));
  for (const scope of scopesOf(definitions)) {
    number(scope.flowElements);
    number(lanesOf(scope));
  }
  for (const plane of planesOf(definitions)) number(plane.planeElement);
  return places;
}

function write(definitions, places) {
  for (const scope of scopesOf(definitions)) {
    const rank = new Map(scope.flowElements.map(element => [element, placeOf(element, places)]));
    sortBy(scope.flowElements, element => rank.get(element));
    for (const { incoming = [], outgoing = [] } of scope.flowElements) {
      sortBy(incoming, flow => rank.get(flow) ?? Infinity);
      sortBy(outgoing, flow => rank.get(flow) ?? Infinity);
    }
    for (const set of scope.laneSets ?? []) sortBy(set.lanes ?? [], lane => places.get(keyOf(lane)) ?? Infinity);
    for (const lane of lanesOf(scope)) sortBy(lane.flowNodeRef ?? [], node => rank.get(node) ?? Infinity);
  }
  for (const plane of planesOf(definitions)) sortDrawn(plane.planeElement, places);
}

// Shapes, then flows.
function sortDrawn(list, places) {
  const lines = list.filter(drawn => places.has(keyOf(drawn)) && drawn.$type === 'bpmndi:BPMNEdge');
  const first = Math.min(Infinity, ...lines.map(drawn => places.get(keyOf(drawn))));
  sortBy(list, drawn => places.get(keyOf(drawn)) ?? (drawn.$type === 'bpmndi:BPMNShape' ? first - 0.5 : Infinity));
}

// Flows stand after the steps; a new step, after the one before it.
function placeOf(element, places, seen = new Set()) {
  if (places.has(keyOf(element))) return places.get(keyOf(element));
  if (element.$type === 'bpmn:SequenceFlow' || seen.has(element)) return Infinity;
  seen.add(element);
  const before = element.attachedToRef ?? element.incoming?.[0]?.sourceRef;
  return before ? placeOf(before, places, seen) + 1e-3 : lastStep(element.$parent, places) + 0.5;
}

function lastStep(scope, places) {
  const isStep = element => element.$type !== 'bpmn:SequenceFlow' && places.has(keyOf(element));
  const steps = scope.flowElements.filter(isStep);
  return Math.max(-1, ...steps.map(step => places.get(keyOf(step))));
}

// Steady: those of one place keep their order.
function sortBy(list, rank) {
  const ranked = list.map((item, i) => [item, rank(item), i]);
  const sorted = ranked.sort((a, b) => (a[1] === b[1] ? a[2] - b[2] : a[1] - b[1]));
  list.splice(0, list.length, ...sorted.map(([item]) => item));
}

// What is changed into something else keeps its identifier, and its place.
function keyOf(item) {
  return item.bpmnElement ? `drawn ${item.bpmnElement.id}` : item.id;
}

function planesOf({ diagrams = [] }) {
  return diagrams.map(({ plane }) => plane).filter(plane => plane?.planeElement);
}

function lanesOf(scope) {
  return (scope.laneSets ?? []).flatMap(set => set.lanes ?? []);
}

function scopesOf({ rootElements }) {
  const scopes = rootElements.filter(({ $type }) => $type === 'bpmn:Process');
  // the list grows while it is walked: sub-processes of sub-processes
  for (const scope of scopes) scopes.push(...(scope.flowElements ?? []).filter(element => element.flowElements));
  return scopes.filter(scope => scope.flowElements);
}
