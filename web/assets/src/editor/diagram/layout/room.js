// Where there is room in a drawing: plain geometry on shapes and lines.

export const MARGIN = 12;

// drawing: { elements, isHolder, isLane }. What stands in a rectangle, holders aside.
export function standingIn(rect, { elements, isHolder }, except = []) {
  const others = elements.filter(element => !except.includes(element));
  const shapes = others.filter(e => !e.waypoints && e.parent && !isHolder(e) && overlaps(rect, e));
  const lines = others.filter(e => e.waypoints && segments(e).some(segment => touches(rect, segment)));
  return [...shapes, ...lines];
}

// Is the rectangle free for a step of that parent? It stays within it, in one lane, out of others' insides.
export function isClear(rect, drawing, parent, except = []) {
  if (parent.width && !contains(parent, rect)) return false;
  const holders = drawing.elements.filter(e => !e.waypoints && e !== parent && drawing.isHolder(e)
    && !holds(e, parent));
  const cut = holders.some(e => overlaps(rect, e) && !(drawing.isLane(e) && contains(e, rect)));
  return !cut && !standingIn(rect, drawing, except).length;
}

function holds(outer, inner) {
  for (let element = inner; element; element = element.parent) if (element === outer) return true;
  return false;
}

export function overlaps(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(outer, inner) {
  return outer.x <= inner.x && outer.y <= inner.y
    && outer.x + outer.width >= inner.x + inner.width && outer.y + outer.height >= inner.y + inner.height;
}

export function segments({ waypoints }) {
  return waypoints.slice(1).map((end, i) => ({ start: waypoints[i], end, index: i }));
}

// By the box around the segment: lines are drawn square.
export function touches(rect, { start, end }) {
  return Math.min(start.x, end.x) < rect.x + rect.width && Math.max(start.x, end.x) > rect.x
    && Math.min(start.y, end.y) < rect.y + rect.height && Math.max(start.y, end.y) > rect.y;
}

export function grown(rect, by = MARGIN) {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

export function around(center, { width, height }) {
  return { x: center.x - width / 2, y: center.y - height / 2, width, height };
}
