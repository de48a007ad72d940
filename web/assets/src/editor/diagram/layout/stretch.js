// Makes room in the drawing that is open, as one change.
import { isExpanded } from 'bpmn-js/lib/util/DiUtil';
import { is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { shifted } from './shift.js';

// axis: 'x' moves what is to the right of `at`, 'y' what is below it.
export function stretch(kit, axis, at, distance) {
  const elements = kit.registry.filter(element => element.parent);
  const { moving, resizing, points } = shifted(elements, axis, at, distance, isHolder);
  const wanted = labelPlaces(elements, axis, distance, moving);
  const delta = { x: 0, y: 0, [axis]: distance };
  kit.modeling.createSpace(moving, resizing, delta, axis === 'x' ? 'e' : 's', at);
  for (const [line, next] of points) {
    if (!same(line.waypoints, next)) kit.modeling.updateWaypoints(line, next, { labelBehavior: false });
  }
  putBack(kit, wanted);
}

export function isHolder(shape) {
  return isAny(shape, ['bpmn:Participant', 'bpmn:Lane', 'bpmn:Group'])
    || (is(shape, 'bpmn:SubProcess') && !shape.labelTarget && isExpanded(shape));
}

// bpmn-js moves the label of a flow that it draws again: each is put where it belongs.
function labelPlaces(elements, axis, distance, moving) {
  const far = new Set(moving);
  return elements.filter(element => element.labelTarget).map(label => {
    const place = { x: label.x, y: label.y };
    if (far.has(label)) place[axis] += distance;
    return [label, place];
  });
}

function putBack(kit, wanted) {
  for (const [label, place] of wanted) {
    const delta = { x: place.x - label.x, y: place.y - label.y };
    if (delta.x || delta.y) kit.modeling.moveShape(label, delta, null, null, { layout: false });
  }
}

function same(before, after) {
  return before.length === after.length && before.every((point, i) => point.x === after[i].x && point.y === after[i].y);
}
