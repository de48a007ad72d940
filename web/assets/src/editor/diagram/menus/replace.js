// « Changer »: into what the engine runs only.
import ReplaceMenuProvider from 'bpmn-js/lib/features/popup-menu/ReplaceMenuProvider';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { isTriggered } from '../outline/order.js';
import { isOffered } from './offered.js';

const NO_REPEAT = new Set(['bpmn:AdHocSubProcess', 'bpmn:Transaction']);

export class HouseReplace extends ReplaceMenuProvider {
  _createEntries(target, options) {
    const parent = getBusinessObject(target).$parent;
    const begins = Boolean(parent) && isTriggered(parent);
    return super._createEntries(target, options.filter(option => isOffered(option.target, begins)));
  }

  // a condition stands at the exit of a gateway
  _createSequenceFlowEntries(target, options) {
    const { 'replace-with-conditional-flow': _conditional, ...entries } =
      super._createSequenceFlowEntries(target, options);
    return entries;
  }

  getPopupMenuHeaderEntries(target) {
    const { 'toggle-loop': _loop, ...entries } = super.getPopupMenuHeaderEntries(target);
    delete entries['toggle-participant-multiplicity'];
    if (NO_REPEAT.has(getBusinessObject(target).$type)) {
      delete entries['toggle-parallel-mi'];
      delete entries['toggle-sequential-mi'];
    }
    return entries;
  }
}
HouseReplace.$inject = ReplaceMenuProvider.$inject;
