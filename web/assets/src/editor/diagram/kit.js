// What the panel and the plan need to change a drawing, and what they choose from.

const EMPTY = {
  groups: [], forms: [], actions: [], templates: [], decisions: [], processes: [], variables: [], functions: [],
  messages: [],
};

// A bpmn-js service. `house` is the context JSON of the page, renewed by `renew`.
class Kit {
  static $inject = ['eventBus', 'commandStack', 'modeling', 'bpmnFactory', 'elementRegistry', 'elementFactory',
    'canvas', 'selection'];

  constructor(eventBus, commandStack, modeling, bpmnFactory, elementRegistry, elementFactory, canvas, selection) {
    Object.assign(this, { eventBus, commandStack, modeling, registry: elementRegistry, factory: elementFactory,
      canvas, selection });
    this.house = EMPTY;
    this.create = (type, attributes = {}) => bpmnFactory.create(type, attributes);
    // the nested commands are what is undone: the change itself has nothing to execute
    commandStack.register('house.change', { preExecute: context => context.change() });
  }

  // All that the function changes is one undo step.
  change(change) {
    this.commandStack.execute('house.change', { change });
  }

  renew(context) {
    this.house = { ...EMPTY, ...context };
    this.eventBus.fire('house.renewed');
    this.eventBus.fire('propertiesPanel.providersChanged');
  }

  // The code of the group whose label a lane carries.
  groupOf(label) {
    return this.house.groups.find(group => group.label === label)?.code;
  }

  labelOf(code) {
    return this.house.groups.find(group => group.code === code)?.label ?? code;
  }
}

export const kitModule = { __init__: ['kit'], kit: ['type', Kit] };
