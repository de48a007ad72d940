// A task belongs to the group of its lane: moved into another lane, it changes hands.
import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { announce } from '../announce.js';
import { readAttribute, writeAttributes } from '../extensions.js';
import { laneFor, lanesOf, moveInto } from '../layout/lanes.js';
import { calledOf } from '../words.js';

const ASSIGNMENT = 'zeebe:AssignmentDefinition';

export class Lanes extends CommandInterceptor {
  static $inject = ['eventBus', 'kit'];

  constructor(eventBus, kit) {
    super(eventBus);
    this.postExecuted('lane.updateRefs', ({ updates }) => {
      this.#follow(kit, updates);
      for (const { flowNode, add, remove } of updates) {
        if (add.length && add.at(-1) !== remove.at(-1)) this.#hand(kit, flowNode, add.at(-1));
      }
    }, true);
  }

  // An event on the edge of a step is in the lane of that step, wherever the edge is.
  #follow(kit, updates) {
    const wrong = updates.map(({ flowNode }) => flowNode).filter(node => {
      const own = node.lanes, hosts = node.attachedToRef?.lanes;
      return hosts?.length && own?.length && own[0] !== hosts[0];
    });
    if (!wrong.length) return;
    const right = wrong.map(flowNode =>
      ({ flowNode, remove: [...flowNode.lanes], add: [...flowNode.attachedToRef.lanes] }));
    kit.commandStack.execute('lane.updateRefs', { flowNodeShapes: [], laneShapes: [], updates: right });
  }

  #hand(kit, bo, lane) {
    const element = kit.registry.get(bo.id);
    const group = kit.groupOf(lane.name);
    if (!element || !is(element, 'bpmn:UserTask') || !group) return;
    if (group !== readAttribute(element, ASSIGNMENT, 'candidateGroups')) {
      writeAttributes(kit, element, ASSIGNMENT, { candidateGroups: group });
      announce(`${calledOf(bo)}\u00a0: ${lane.name}.`);
    }
  }
}

export function groupOfTask(element) {
  return readAttribute(element, ASSIGNMENT, 'candidateGroups');
}

// Gives a task to a group: the shape goes to that group's lane, made when there is none. One undo step.
export function giveTo(kit, element, code) {
  kit.change(() => {
    if (code && lanesOf(element).length && is(element.parent, 'bpmn:Participant')) {
      moveInto(kit, element, laneFor(kit, element, kit.labelOf(code)));
    }
    writeAttributes(kit, element, ASSIGNMENT, { candidateGroups: code });
  });
}

// A lane and its tasks change hands together.
export function giveLane(kit, lane, code) {
  kit.change(() => {
    kit.modeling.updateProperties(lane, { name: kit.labelOf(code) });
    for (const bo of lane.businessObject.flowNodeRef ?? []) {
      const task = kit.registry.get(bo.id);
      if (task && is(task, 'bpmn:UserTask')) writeAttributes(kit, task, ASSIGNMENT, { candidateGroups: code });
    }
  });
}
