// From one lane to another: same place along the way, where there is room across it.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { MARGIN, contains, grown, isClear, overlaps } from './room.js';
import { drawingOf } from './drawing.js';
import { bestRoute } from './route.js';
import { stretch } from './stretch.js';

// The lanes, from the top, of the pool that a step stands in.
export function lanesOf(element) {
  const lanes = (element.parent?.children ?? []).filter(shape => is(shape, 'bpmn:Lane') && !shape.labelTarget);
  return lanes.sort((a, b) => a.y - b.y);
}

// The lane of that name, or a new one below the others.
export function laneFor(kit, element, name) {
  const lanes = lanesOf(element);
  const found = lanes.find(lane => lane.businessObject.name === name);
  if (found) return found;
  const added = kit.modeling.addLane(lanes.at(-1), 'bottom');
  kit.modeling.updateProperties(added, { name });
  return added;
}

export function moveInto(kit, element, lane) {
  const middle = element.y + element.height / 2;
  if (middle > lane.y && middle < lane.y + lane.height) return;
  const y = bestRow(kit, element, lane) ?? madeRow(kit, element, lane);
  kit.modeling.moveElements([element], { x: 0, y: y - element.y }, element.parent, { autoResize: false });
  for (const flow of flowsOf(element)) drawAgain(kit, flow);
}

// Draws a flow by the way that crosses least.
export function drawAgain(kit, flow) {
  const found = bestRoute(flow.source, flow.target, drawingOf(kit), [flow, ...flow.labels ?? []]);
  if (found) kit.modeling.updateWaypoints(flow, found.points);
}

function flowsOf(element) {
  return [...element.incoming, ...element.outgoing].filter(flow => is(flow, 'bpmn:SequenceFlow'));
}

// Among the free places across the lane, the one whose flows cross least, nearest to the middle.
function bestRow(kit, element, lane) {
  const drawing = drawingOf(kit);
  const flows = flowsOf(element);
  const own = [element, ...element.attachers ?? [], ...element.labels ?? [], ...flows,
    ...flows.flatMap(flow => flow.labels ?? [])];
  const middle = lane.y + (lane.height - element.height) / 2;
  const places = [];
  for (let y = Math.ceil(lane.y + MARGIN); y + element.height + MARGIN <= lane.y + lane.height; y += 5) {
    const box = { x: element.x, y, width: element.width, height: element.height };
    const rect = grown(box);
    if (contains(lane, rect) && isClear(rect, drawing, element.parent, own)) {
      places.push({ y, cost: wayCost(element, box, flows, drawing, own) + Math.abs(y - middle) / 10 });
    }
  }
  return places.sort((a, b) => a.cost - b.cost)[0]?.y ?? null;
}

function wayCost(element, box, flows, drawing, own) {
  const at = shape => (shape === element ? box : shape);
  const costs = flows.map(flow => bestRoute(at(flow.source), at(flow.target), drawing, own)?.cost ?? 0);
  return costs.reduce((sum, cost) => sum + cost, 0);
}

// A row of its own at the foot of the lane, under all that stands there.
function madeRow(kit, element, lane) {
  const inside = drawingOf(kit).elements.filter(e => !e.waypoints && !is(e, 'bpmn:Lane') && e !== element
    && e !== element.parent && overlaps(lane, e) && e.y + e.height < lane.y + lane.height);
  const foot = Math.max(lane.y, ...inside.map(shape => shape.y + shape.height));
  const missing = foot + element.height + 50 - (lane.y + lane.height);
  if (missing > 0) stretch(kit, 'y', lane.y + lane.height - 1, missing);
  return Math.round(foot + 25);
}
