// What a new step needs besides what is asked in the panel: the engine reads no other diagram.
import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { extensionOf, writeAttributes } from '../extensions.js';

const NOTICE = 'prevenir';
// after camunda's own (5000), which give the empty extensions of each kind
const AFTER = 1000;

export class Created extends CommandInterceptor {
  static $inject = ['eventBus', 'kit'];

  constructor(eventBus, kit) {
    super(eventBus);
    this.postExecuted(['shape.create', 'shape.replace'], AFTER, ({ shape, newShape, hints }) => {
      const made = newShape ?? shape;
      if (hints?.createElementsBehavior !== false) this.#complete(kit, made);
    }, true);
  }

  #complete(kit, shape) {
    const bo = shape.businessObject;
    if (is(shape, 'bpmn:SendTask') && !extensionOf(bo, 'zeebe:TaskDefinition') && knows(kit, NOTICE)) {
      writeAttributes(kit, shape, 'zeebe:TaskDefinition', { type: NOTICE });
    }
    // only what the called process is given and gives back passes: said, as the engine asks
    if (is(shape, 'bpmn:CallActivity') && !extensionOf(bo, 'zeebe:CalledElement')) {
      kit.modeling.updateProperties(shape, { extensionElements: calledElement(kit, bo) });
    }
  }
}

function knows(kit, action) {
  return kit.house.actions.some(({ name }) => name === action);
}

function calledElement(kit, bo) {
  const called = kit.create('zeebe:CalledElement', { propagateAllChildVariables: false });
  const extensionElements = kit.create('bpmn:ExtensionElements', {
    values: [called, ...bo.extensionElements?.values ?? []],
  });
  extensionElements.values.forEach(value => { value.$parent = extensionElements; });
  extensionElements.$parent = bo;
  return extensionElements;
}
