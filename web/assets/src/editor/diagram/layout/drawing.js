// The drawing that is open, for what looks for room in it.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { isHolder } from './stretch.js';

export function drawingOf(kit) {
  return {
    elements: kit.registry.filter(element => element.parent),
    isHolder,
    isLane: shape => is(shape, 'bpmn:Lane'),
  };
}
