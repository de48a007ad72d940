// Making room in a drawing: what stands beyond a line moves away from it, all by the same distance,
// and what holds the line grows. A flow that crossed nothing before crosses nothing after.
//
// Works on diagram-js elements: { x, y, width, height, parent, host, labelTarget } and { waypoints, source, target }.

const SIZE = { x: 'width', y: 'height' };

// elements: all shapes and connections of the drawing; axis: 'x' or 'y'; isHolder(shape): does it grow?
// Gives { moving, resizing } (shapes), points (connection -> waypoints) and labels (label -> distance).
export function shifted(elements, axis, at, distance, isHolder) {
  const shapes = elements.filter(element => !element.waypoints && element.parent);
  const far = new Set(), resizing = [];
  for (const shape of shapes) {
    if (isHolder(shape) ? shape[axis] >= at : isBeyond(shape, axis, at, isHolder)) far.add(shape);
    else if (isHolder(shape) && shape[axis] + shape[SIZE[axis]] > at) resizing.push(shape);
  }
  const points = new Map();
  for (const line of elements.filter(element => element.waypoints)) {
    const moved = movedPoints(line, axis, at, distance, far, isHolder);
    if (moved) points.set(line, moved);
  }
  return { moving: [...far], resizing, points };
}

// What cannot be cut goes with its middle; what hangs on it goes with it.
function isBeyond(shape, axis, at, isHolder) {
  const owner = shape.host ?? shape.labelTarget;
  if (owner && !owner.waypoints && !isHolder(owner)) return isBeyond(owner, axis, at, isHolder);
  return shape[axis] + shape[SIZE[axis]] / 2 > at;
}

function movedPoints(line, axis, at, distance, far, isHolder) {
  const moves = line.waypoints.map(point => point[axis] > at);
  follow(line, moves, axis, 0, 1, endMoves(line.source, line.waypoints[0], axis, at, far, isHolder));
  const last = line.waypoints.length - 1;
  follow(line, moves, axis, last, -1, endMoves(line.target, line.waypoints[last], axis, at, far, isHolder));
  if (!moves.some(Boolean)) return null;
  return line.waypoints.map((point, i) => moved(point, axis, moves[i] ? distance : 0));
}

function endMoves(shape, point, axis, at, far, isHolder) {
  return shape && !isHolder(shape) ? far.has(shape) : point[axis] > at;
}

// A flow leaves its step straight: the points in line with the docking go with it.
function follow(line, moves, axis, from, step, value) {
  const place = line.waypoints[from][axis];
  const last = line.waypoints.length - 1 - from;
  for (let i = from; i !== last && line.waypoints[i][axis] === place; i += step) moves[i] = value;
}

function moved(point, axis, distance) {
  const next = { x: point.x, y: point.y };
  next[axis] += distance;
  if (point.original) {
    next.original = { x: point.original.x, y: point.original.y };
    next.original[axis] += distance;
  }
  return next;
}
