// A step that goes away leaves its flow whole, drawn square.
import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { joinedPoints } from '../layout/join.js';

// Instead of bpmn-js' own, which draws a slanted line through whatever stands between.
export class Joined extends CommandInterceptor {
  static $inject = ['eventBus', 'bpmnRules', 'modeling'];

  constructor(eventBus, bpmnRules, modeling) {
    super(eventBus);
    this.preExecute('shape.delete', 1500, ({ shape }) => {
      const [enter, ...otherEnters] = shape.incoming ?? [], [leave, ...otherLeaves] = shape.outgoing ?? [];
      if (!enter || !leave || otherEnters.length || otherLeaves.length) return;
      if (!is(enter, 'bpmn:SequenceFlow') || !is(leave, 'bpmn:SequenceFlow')) return;
      if (!bpmnRules.canConnect(enter.source, leave.target, enter)) return;
      const points = joinedPoints(enter.waypoints, leave.waypoints);
      modeling.reconnectEnd(enter, leave.target, points, { layoutConnection: false });
    }, true);
  }
}
