// A message, a signal, an error or an alert that no event names any more goes with the last one that did.
import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';

const REFERENCES = ['messageRef', 'signalRef', 'errorRef', 'escalationRef'];

export class Unused extends CommandInterceptor {
  static $inject = ['eventBus', 'kit'];

  constructor(eventBus, kit) {
    super(eventBus);
    this.postExecuted('shape.delete', ({ shape }) => {
      if (!shape.labelTarget) referredBy(getBusinessObject(shape)).forEach(root => dropUnused(kit, root));
    }, true);
  }
}

// What an event or its definition points to.
export function referredBy(bo) {
  const holders = [bo, ...bo.eventDefinitions ?? []];
  return holders.flatMap(holder => REFERENCES.map(name => holder[name])).filter(Boolean);
}

function isUsed(kit, root) {
  return kit.registry.filter(element => !element.labelTarget && element.parent)
    .some(element => referredBy(getBusinessObject(element)).includes(root));
}

export function dropUnused(kit, root) {
  const definitions = root.$parent;
  if (!definitions?.rootElements?.includes(root) || isUsed(kit, root)) return;
  const rootElements = definitions.rootElements.filter(other => other !== root);
  kit.modeling.updateModdleProperties(kit.canvas.getRootElement(), definitions, { rootElements });
}
