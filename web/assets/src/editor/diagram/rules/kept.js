// What the drawing always has, and what it never gets: one pool, no other.
import RuleProvider from 'diagram-js/lib/features/rules/RuleProvider';
import { is } from 'bpmn-js/lib/util/ModelUtil';

const FIRST = 2000;

export class Kept extends RuleProvider {
  static $inject = ['eventBus'];

  constructor(eventBus) {
    super(eventBus);
  }

  init() {
    this.addRule('elements.delete', FIRST, ({ elements }) => {
      const allowed = elements.filter(element => !is(element, 'bpmn:Participant'));
      return allowed.length === elements.length ? undefined : allowed;
    });
    this.addRule(['shape.create', 'shape.append'], FIRST, ({ shape }) => refuse(is(shape, 'bpmn:Participant')));
    this.addRule(['elements.create', 'elements.paste'], FIRST, ({ elements }) => (
      refuse((elements ?? []).some(element => element?.type === 'bpmn:Participant'
        || (element?.businessObject && is(element, 'bpmn:Participant'))))));
    this.addRule('element.copy', FIRST, ({ element }) => refuse(is(element, 'bpmn:Participant')));
  }
}

// undefined lets the other rules speak
function refuse(condition) {
  return condition ? false : undefined;
}
