import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinedPoints } from '../src/editor/diagram/layout/join.js';
import { bestRoute } from '../src/editor/diagram/layout/route.js';
import { isClear } from '../src/editor/diagram/layout/room.js';
import { shifted } from '../src/editor/diagram/layout/shift.js';

const pool = { id: 'pool', holder: true, parent: {}, x: 0, y: 0, width: 1000, height: 400 };
const box = (id, x, y, width = 100, height = 80) => ({ id, parent: pool, x, y, width, height });
const line = (source, target, ...waypoints) =>
  ({ parent: pool, source, target, waypoints: waypoints.map(([x, y]) => ({ x, y })) });
const isHolder = shape => Boolean(shape.holder);

test('room is made by moving what is beyond, and growing what holds it', () => {
  const a = box('a', 100, 100), b = box('b', 300, 100), c = box('c', 160, 250);
  const flow = line(a, b, [200, 140], [300, 140]), low = line(c, b, [210, 250], [210, 140], [300, 140]);
  const { moving, resizing, points } = shifted([pool, a, b, c, flow, low], 'x', 250, 160, isHolder);
  assert.deepEqual([moving, resizing], [[b], [pool]]);
  assert.deepEqual(points.get(flow), [{ x: 200, y: 140 }, { x: 460, y: 140 }]);
  assert.deepEqual(points.get(low), [{ x: 210, y: 250 }, { x: 210, y: 140 }, { x: 460, y: 140 }]);
});

test('a flow stays straight where it leaves a step that does not move', () => {
  const a = box('a', 100, 100, 200), end = box('end', 400, 300, 36, 36);
  const event = { ...box('event', 262, 162, 36, 36), host: a };
  const flow = line(event, end, [280, 198], [280, 318], [400, 318]);
  const { points, moving } = shifted([pool, a, event, end, flow], 'x', 250, 100, isHolder);
  assert.deepEqual(moving, [end]);
  assert.deepEqual(points.get(flow), [{ x: 280, y: 198 }, { x: 280, y: 318 }, { x: 500, y: 318 }]);
});

test('a place is clear when nothing stands or runs there', () => {
  const a = box('a', 100, 100), flow = line(a, a, [100, 300], [400, 300]);
  const drawing = { elements: [pool, a, flow], isHolder, isLane: () => false };
  const at = (x, y) => isClear({ x, y, width: 100, height: 60 }, drawing, pool);
  assert.deepEqual([at(300, 100), at(150, 120), at(300, 280), at(950, 100)], [true, false, false, false]);
});

test('a flow is drawn where it crosses nothing', () => {
  const a = box('a', 100, 100), b = box('b', 400, 250), wall = line(a, a, [300, 0], [300, 200]);
  const { points } = bestRoute(a, b, { elements: [pool, a, b, wall], isHolder });
  assert.deepEqual(points.at(-1).y > 250 - 1, true);
  const level = points.slice(1).filter((point, i) => point.y === points[i].y && Math.min(point.x, points[i].x) < 300
    && Math.max(point.x, points[i].x) > 300);
  assert.ok(level.every(point => point.y > 200));
});

test('a flow whose step goes away is drawn square', () => {
  const point = ([x, y]) => ({ x, y });
  const join = (enter, leave) => joinedPoints(enter.map(point), leave.map(point)).map(({ x, y }) => [x, y]);
  assert.deepEqual(join([[0, 0], [50, 0]], [[150, 0], [200, 0]]), [[0, 0], [200, 0]]);
  assert.deepEqual(join([[0, 0], [50, 0]], [[100, 40], [100, 90]]), [[0, 0], [100, 0], [100, 90]]);
  assert.deepEqual(join([[0, 0], [50, 0]], [[150, 40], [200, 40]]), [[0, 0], [100, 0], [100, 40], [200, 40]]);
});
