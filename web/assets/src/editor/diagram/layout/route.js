// A flow between two steps, drawn square, that crosses as little as can be. Plain geometry.
import { overlaps, segments } from './room.js';

const OUT = 20;
const CROSSED = 1000, THROUGH = 400, ALONG = 60;

// drawing: { elements, isHolder }; except: what is not looked at, the flow itself for one.
export function bestRoute(source, target, drawing, except = []) {
  const others = drawing.elements.filter(element => !except.includes(element));
  const lines = others.filter(element => element.waypoints).flatMap(segments);
  const isStep = e => !e.waypoints && e.parent && !drawing.isHolder(e) && !e.labelTarget;
  const shapes = others.filter(e => isStep(e) && e !== source && e !== target);
  const scored = routes(source, target).map(points => ({ points, cost: costOf(points, lines, shapes) }));
  return scored.sort((a, b) => a.cost - b.cost)[0];
}

function costOf(points, lines, shapes) {
  let cost = points.length * 5;
  for (const own of segments({ waypoints: points })) {
    cost += (Math.abs(own.end.x - own.start.x) + Math.abs(own.end.y - own.start.y)) / 50;
    cost += lines.filter(other => cross(own, other)).length * CROSSED;
    cost += lines.filter(other => along(own, other)).length * ALONG;
    cost += shapes.filter(shape => overlaps(boxOf(own), shape)).length * THROUGH;
  }
  return cost;
}

function cross(a, b) {
  return side(a, b.start) * side(a, b.end) < 0 && side(b, a.start) * side(b, a.end) < 0;
}

function side({ start, end }, point) {
  return (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x);
}

// On the same line for a while.
function along(a, b) {
  if (side(a, b.start) || side(a, b.end)) return false;
  const axis = a.start.x === a.end.x ? 'y' : 'x';
  const [low, high] = span(a, axis), [first, last] = span(b, axis);
  return low < last && first < high;
}

function span({ start, end }, axis) {
  return [Math.min(start[axis], end[axis]), Math.max(start[axis], end[axis])];
}

function boxOf({ start, end }) {
  const x = Math.min(start.x, end.x), y = Math.min(start.y, end.y);
  return { x: x - 1, y: y - 1, width: Math.abs(end.x - start.x) + 2, height: Math.abs(end.y - start.y) + 2 };
}

// Every simple way from one box to the other.
function routes(source, target) {
  const from = sidesOf(source), to = sidesOf(target);
  return [...forward(from, to), ...corners(from, to), ...around(source, target, from, to), ...stacked(from, to)]
    .map(points => points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })));
}

function sidesOf({ x, y, width, height }) {
  const middle = { x: x + width / 2, y: y + height / 2 };
  return { right: { x: x + width, y: middle.y }, left: { x, y: middle.y }, top: { x: middle.x, y },
    bottom: { x: middle.x, y: y + height } };
}

// Right, then up or down, then right.
function forward({ right: start }, { left: end }) {
  if (end.x < start.x + 2 * OUT) return [];
  if (start.y === end.y) return [[start, end]];
  const turns = [start.x + OUT, (start.x + end.x) / 2, end.x - OUT];
  return turns.map(x => [start, { x, y: start.y }, { x, y: end.y }, end]);
}

// One corner.
function corners(from, to) {
  const found = [];
  for (const start of [from.top, from.bottom]) {
    const up = start === from.top;
    if (to.left.x > start.x + OUT && (up ? to.left.y < start.y - OUT : to.left.y > start.y + OUT)) {
      found.push([start, { x: start.x, y: to.left.y }, to.left]);
    }
  }
  for (const end of [to.top, to.bottom]) {
    const down = end === to.top;
    if (end.x > from.right.x + OUT && (down ? end.y > from.right.y + OUT : end.y < from.right.y - OUT)) {
      found.push([from.right, { x: end.x, y: from.right.y }, end]);
    }
  }
  return found;
}

// Over or under both, for what comes back.
function around(source, target, from, to) {
  const above = Math.min(source.y, target.y) - 1.5 * OUT;
  const below = Math.max(source.y + source.height, target.y + target.height) + 1.5 * OUT;
  if (from.top.x === to.top.x) return [];
  return [0, OUT, 2 * OUT].flatMap(off => [
    [from.top, { x: from.top.x, y: above - off }, { x: to.top.x, y: above - off }, to.top],
    [from.bottom, { x: from.bottom.x, y: below + off }, { x: to.bottom.x, y: below + off }, to.bottom],
  ]);
}

// One above the other.
function stacked(from, to) {
  const found = [];
  for (const [start, end] of [[from.bottom, to.top], [from.top, to.bottom]]) {
    const down = start === from.bottom;
    if (down ? end.y < start.y + OUT : end.y > start.y - OUT) continue;
    const y = (start.y + end.y) / 2;
    found.push(start.x === end.x ? [start, end] : [start, { x: start.x, y }, { x: end.x, y }, end]);
  }
  return found;
}
