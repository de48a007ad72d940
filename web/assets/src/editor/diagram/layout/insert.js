// A new step on a flow: at a free place of it, or at one that is made.
import { MARGIN, around, grown, isClear, segments, standingIn, touches } from './room.js';
import { drawingOf } from './drawing.js';
import { stretch } from './stretch.js';
import { STEP } from '../new_shapes.js';

const GAP = 50;
const TRIES = 4;

// Puts a step on the flow and gives its shape; the flow keeps its name and condition. One undo step.
export function insertOn(kit, flow, type = 'bpmn:UserTask') {
  let shape;
  kit.change(() => {
    const target = flow.target;
    const { index, center } = placeOn(kit, flow);
    const points = flow.waypoints.map(({ x, y }) => ({ x, y }));
    const [enter, leave] = sides(center, points[index], points[index + 1]);
    shape = kit.modeling.createShape(kit.factory.createShape({ type, ...STEP }), center, flow.parent);
    const before = [...points.slice(0, index + 1), enter], after = [leave, ...points.slice(index + 1)];
    kit.modeling.reconnectEnd(flow, shape, before, { layoutConnection: false });
    kit.modeling.createConnection(shape, target, { type: 'bpmn:SequenceFlow', waypoints: after }, shape.parent);
  });
  return shape;
}

// The segment and the middle of the new step.
function placeOn(kit, flow) {
  const free = freePlace(drawingOf(kit), flow);
  if (free) return free;
  const chosen = longest(flow);
  const along = isLevel(chosen) ? 'x' : 'y';
  const length = (along === 'x' ? STEP.width : STEP.height) + GAP;
  const cut = cutIn(chosen, along, drawingOf(kit).elements);
  stretch(kit, along, cut, length);
  const moved = segments(flow)[chosen.index];
  const center = { ...moved.start, [along]: cut + length / 2 };
  return { index: chosen.index, center: clearAcross(kit, flow, chosen.index, center, along) };
}

// Along the flow, the first place where the step and its surroundings are free.
function freePlace(drawing, flow) {
  const except = [flow, ...flow.labels ?? []];
  for (const segment of bySize(flow)) {
    const along = isLevel(segment) ? 'x' : 'y';
    const half = (along === 'x' ? STEP.width : STEP.height) / 2 + GAP / 2;
    const [low, high] = [segment.start[along], segment.end[along]].sort((a, b) => a - b);
    const middle = Math.round((low + high) / 2);
    for (let off = 0; middle + off + half <= high; off += 10) {
      for (const place of [middle + off, middle - off]) {
        const center = { ...plain(segment.start), [along]: place };
        const rect = grown(around(center, STEP));
        const free = isClear(rect, drawing, flow.parent, except) && !labelIn(rect, flow);
        if (free) return { index: segment.index, center };
      }
    }
  }
  return null;
}

function labelIn(rect, flow) {
  return standingIn(rect, { elements: flow.labels ?? [], isHolder: () => false }).length > 0;
}

// What stands or runs along the new place goes up or down until there is room.
function clearAcross(kit, flow, index, center, along) {
  const across = along === 'x' ? 'y' : 'x';
  const reach = (across === 'y' ? STEP.height : STEP.width) / 2 + 2 * MARGIN;
  for (let i = 0; i < TRIES; i += 1) {
    center = { ...center, [across]: segments(flow)[index].start[across] };
    const edge = nearby(drawingOf(kit), flow, center, across);
    if (edge === undefined) break;
    const missing = Math.ceil(reach - Math.abs(edge - center[across]));
    stretch(kit, across, (edge + center[across]) / 2, missing);
  }
  return center;
}

// Where a shape, or another flow of the same direction, comes too near: its edge on that axis.
function nearby(drawing, flow, center, across) {
  const rect = grown(around(center, STEP), MARGIN - 2);
  const found = standingIn(rect, drawing, [flow, ...flow.labels ?? []]);
  return found.flatMap(element => edges(element, across, rect)).find(edge => edge !== center[across]);
}

function edges(element, across, rect) {
  if (!element.waypoints) {
    const size = across === 'y' ? 'height' : 'width';
    const [low, high] = [element[across], element[across] + element[size]];
    return [high <= rect[across] + rect[size] / 2 ? high : low];
  }
  const level = segments(element).filter(({ start, end }) => start[across] === end[across]);
  return level.filter(segment => touches(rect, segment)).map(({ start }) => start[across]);
}

// A line across the flow, between its two steps, through as few shapes as can be.
function cutIn(segment, along, elements) {
  const [low, high] = [segment.start[along], segment.end[along]].sort((a, b) => a - b);
  const size = along === 'x' ? 'width' : 'height';
  const across = along === 'x' ? 'y' : 'x';
  const shapes = elements.filter(element => !element.waypoints);
  const middleOf = shape => shape[across] + shape[across === 'y' ? 'height' : 'width'] / 2;
  const near = shape => Math.abs(middleOf(shape) - segment.start[across]) < 2 * STEP.height;
  const cut = place => shapes.filter(shape => shape[along] < place && shape[along] + shape[size] > place);
  const cost = place => cut(place).reduce((sum, shape) => sum + (near(shape) ? 10 : 1), 0);
  const middle = Math.round((low + high) / 2);
  const places = [];
  for (let off = 0; middle + off < high; off += 3) places.push(middle + off, middle - off);
  return places.filter(place => place > low).sort((a, b) => cost(a) - cost(b))[0] ?? middle;
}

function longest(flow) {
  return bySize(flow)[0];
}

// Those that go to the right first, then the other level ones, then those that go down; the longest first.
function bySize(flow) {
  const length = ({ start, end }) => Math.abs(end.x - start.x) + Math.abs(end.y - start.y);
  const rank = segment => (!isLevel(segment) ? 2 : segment.end.x > segment.start.x ? 0 : 1);
  return segments(flow).sort((a, b) => rank(a) - rank(b) || length(b) - length(a));
}

function isLevel({ start, end }) {
  return Math.abs(end.x - start.x) >= Math.abs(end.y - start.y);
}

// Where the flow enters and leaves the step.
function sides(center, start, end) {
  if (isLevel({ start, end })) {
    const half = Math.sign(end.x - start.x) * STEP.width / 2;
    return [{ x: center.x - half, y: center.y }, { x: center.x + half, y: center.y }];
  }
  const half = Math.sign(end.y - start.y) * STEP.height / 2;
  return [{ x: center.x, y: center.y - half }, { x: center.x, y: center.y + half }];
}

function plain({ x, y }) {
  return { x, y };
}
