// One flow made of two, where the step between them goes away. Plain geometry.

// The way in without its end, a corner or two, the way out without its beginning.
export function joinedPoints(enter, leave) {
  const [before, end] = enter.slice(-2), [start, after] = leave;
  const level = isLevel(before, end), leaves = isLevel(start, after);
  const corners = corner(before, after, level, leaves);
  return tidy([...enter.slice(0, -1), ...corners, ...leave.slice(1)].map(({ x, y }) => ({ x, y })));
}

function corner(before, after, level, leaves) {
  if (level && !leaves) return [{ x: after.x, y: before.y }];
  if (!level && leaves) return [{ x: before.x, y: after.y }];
  if (level) {
    const middle = Math.round((before.x + after.x) / 2);
    return [{ x: middle, y: before.y }, { x: middle, y: after.y }];
  }
  const middle = Math.round((before.y + after.y) / 2);
  return [{ x: before.x, y: middle }, { x: after.x, y: middle }];
}

function isLevel(a, b) {
  return Math.abs(a.x - b.x) >= Math.abs(a.y - b.y);
}

// Points on the line between their neighbours say nothing.
function tidy(points) {
  return points.filter((point, i) => {
    const before = points[i - 1], after = points[i + 1];
    if (!before || !after) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
}
