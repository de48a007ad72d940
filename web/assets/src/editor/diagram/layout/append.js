// A step after one that leads nowhere yet, a new way out of a gateway, an event on a step or in the process.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { shapesOf } from '../menus/create.js';
import { around, grown, isClear, overlaps } from './room.js';
import { drawingOf } from './drawing.js';
import { STEP } from '../new_shapes.js';
import { stretch } from './stretch.js';

const GAP = 50;
const EVENT = { width: 36, height: 36 };
const TRIGGERED = { type: 'bpmn:SubProcess', triggeredByEvent: true, isExpanded: true };
const TIMER = { eventDefinitionType: 'bpmn:TimerEventDefinition' };

// what: { type, eventDefinitionType? }. To the right, at the same height, with a flow to it. One undo step.
export function appendTo(kit, source, what) {
  if (source.host) return branchFrom(kit, source, what);
  let shape;
  kit.change(() => {
    const size = sizeOf(what);
    const free = hasRoomBeside(drawingOf(kit), source, size);
    if (!free) stretch(kit, 'x', source.x + source.width + 1, size.width + 2 * GAP);
    const made = kit.factory.createShape({ ...what, ...size });
    shape = kit.modeling.createShape(made, besideOf(source, size), source.parent);
    flow(kit, source, shape, [right(source), left(shape)]);
  });
  return shape;
}

// Below what the gateway already leads to, or below the step that an event hangs on: down, then right.
export function branchFrom(kit, gateway, what) {
  let shape;
  kit.change(() => {
    const size = sizeOf(what);
    const center = freeBelow(kit, gateway) ?? madeBelow(kit, gateway);
    shape = kit.modeling.createShape(kit.factory.createShape({ ...what, ...size }), center, gateway.parent);
    const middle = gateway.x + gateway.width / 2;
    flow(kit, gateway, shape, [
      { x: middle, y: gateway.y + gateway.height }, { x: middle, y: center.y },
      { x: center.x - size.width / 2, y: center.y },
    ]);
  });
  return shape;
}

// What a gateway may lead to: after that of events, one waits.
export function leadsTo(gateway) {
  return is(gateway, 'bpmn:EventBasedGateway') ? { type: 'bpmn:IntermediateCatchEvent', ...TIMER }
    : { type: 'bpmn:UserTask' };
}

// On the lower edge of a step, beside those that are there.
export function attachTo(kit, host) {
  let shape;
  kit.change(() => {
    const taken = host.attachers ?? [];
    const places = Array.from({ length: Math.floor(host.width / 44) }, (_, i) => host.x + 22 + i * 44);
    const x = places.find(place => !taken.some(event => Math.abs(event.x + 18 - place) < 40)) ?? host.x + host.width;
    const event = kit.factory.createShape({ type: 'bpmn:BoundaryEvent', cancelActivity: false, ...TIMER });
    shape = kit.modeling.createShape(event, { x, y: host.y + host.height }, host, { attach: true });
  });
  return shape;
}

// At the foot of the process, under all that is drawn.
export function addTriggered(kit, pool) {
  const shapes = shapesOf(kit.factory, TRIGGERED);
  kit.change(() => {
    const isDrawn = e => !e.waypoints && e.parent === pool && !is(e, 'bpmn:Lane') && overlaps(pool, e);
    const drawn = drawingOf(kit).elements.filter(isDrawn);
    const foot = Math.max(pool.y, ...drawn.map(shape => shape.y + shape.height));
    const missing = foot + shapes[0].height + GAP - (pool.y + pool.height);
    if (missing > 0) stretch(kit, 'y', pool.y + pool.height - 1, missing);
    const center = { x: pool.x + 80 + shapes[0].width / 2, y: Math.round(foot + GAP / 2 + shapes[0].height / 2) };
    kit.modeling.createElements(shapes, center, pool);
  });
  return shapes[0];
}

// For the step, and for the way to it.
function hasRoomBeside(drawing, source, size) {
  const { x, y, width, height } = source;
  const place = grown(around(besideOf(source, size), size));
  const way = { x: x + width + 1, y: y + height / 2 - 6, width: GAP, height: 12 };
  return [place, way].every(rect => isClear(rect, drawing, source.parent, [source, ...source.attachers ?? []]));
}

function freeBelow(kit, gateway) {
  const drawing = drawingOf(kit);
  const x = gateway.x + gateway.width + GAP + STEP.width / 2;
  const middle = gateway.x + gateway.width / 2;
  const down = gateway.y + gateway.height;
  for (let y = down + 60; y < down + 260; y += 10) {
    const way = { x: middle - 4, y: down + 2, width: 8, height: y - down };
    const room = grown(around({ x, y }, STEP));
    const corner = { x: middle + 1, y: y - 6, width: x - middle, height: 12 };
    const free = rect => isClear(rect, drawing, gateway.parent, [gateway, gateway.host]);
    if ([way, room, corner].every(free)) return { x, y };
  }
  return null;
}

// A column of its own beside the gateway, then a row of its own below it: where they meet is free.
function madeBelow(kit, gateway) {
  if (!gateway.host) stretch(kit, 'x', gateway.x + gateway.width + 1, STEP.width + GAP + 20);
  stretch(kit, 'y', gateway.y + gateway.height + 1, STEP.height + 2 * 25);
  return {
    x: gateway.x + gateway.width + GAP + STEP.width / 2 - 25,
    y: gateway.y + gateway.height + 25 + STEP.height / 2,
  };
}

function sizeOf({ type }) {
  return /Event$/.test(type) ? EVENT : STEP;
}

function flow(kit, source, target, waypoints) {
  return kit.modeling.createConnection(source, target, { type: 'bpmn:SequenceFlow', waypoints }, source.parent);
}

function besideOf(source, size) {
  return { x: source.x + source.width + GAP + size.width / 2, y: source.y + source.height / 2 };
}

function right(shape) {
  return { x: shape.x + shape.width, y: shape.y + shape.height / 2 };
}

function left(shape) {
  return { x: shape.x, y: shape.y + shape.height / 2 };
}
