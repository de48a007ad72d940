// The shape that a problem is about: the checks name what is written in the file.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { referredBy } from './rules/unused.js';

export function shapeFor(kit, id) {
  return kit.registry.get(id) ?? holderOf(kit, id) ?? whole(kit, id);
}

// An event's definition, or the message that it waits for.
function holderOf(kit, id) {
  const parts = bo => [...bo.eventDefinitions ?? [], ...referredBy(bo)];
  return kit.registry.find(element => !element.labelTarget && element.parent
    && parts(element.businessObject).some(part => part.id === id));
}

// The process is drawn as its pool.
function whole(kit, id) {
  const pool = kit.registry.find(shape => is(shape, 'bpmn:Participant') && !shape.labelTarget);
  return pool?.businessObject.processRef.id === id ? pool : undefined;
}
