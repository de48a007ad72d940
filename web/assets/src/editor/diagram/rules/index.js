import { Created } from './created.js';
import { Joined } from './joined.js';
import { Kept } from './kept.js';
import { Lanes } from './lanes.js';
import { Unused } from './unused.js';

export const rulesModule = {
  __init__: ['houseCreated', 'houseLanes', 'houseKept', 'houseUnused'],
  houseCreated: ['type', Created],
  houseLanes: ['type', Lanes],
  houseKept: ['type', Kept],
  houseUnused: ['type', Unused],
  removeElementBehavior: ['type', Joined],
  // it would take away a cycle or a date that the engine accepts
  cleanUpTimerExpressionBehavior: ['value', null],
  // a file that is not changed is written back as it was: its shapes in their order
  bpmnDiOrdering: ['value', null],
};
