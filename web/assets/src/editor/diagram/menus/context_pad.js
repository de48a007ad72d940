// The small menu beside the chosen element: what may follow it, and what may be done with it.
import ContextPadProvider from 'bpmn-js/lib/features/context-pad/ContextPadProvider';
import { is } from 'bpmn-js/lib/util/ModelUtil';

// What bpmn-js offers beyond what the engine runs, or under another form here.
const LEFT_OUT = [
  'append.receive-task', 'append.condition-intermediate-event', 'append.compensation-activity',
  'append.intermediate-event',
  'append.append-task',
];

export class HousePad extends ContextPadProvider {
  getContextPadEntries(element) {
    const { ...entries } = super.getContextPadEntries(element);
    const follows = 'append.append-task' in entries;
    for (const name of LEFT_OUT) delete entries[name];
    if (follows) Object.assign(entries, this.#following(element));
    if (is(element, 'bpmn:EventBasedGateway')) Object.assign(entries, { 'append.more': this.#more() });
    if (entries.replace) {
      const click = (event, one) => this.#open(event, one, 'bpmn-replace', 'Changer');
      entries.replace = { ...entries.replace, action: { click } };
    }
    return entries;
  }

  #following(element) {
    const make = () => this._elementFactory.createShape({ type: 'bpmn:UserTask' });
    return {
      'append.user-task': {
        group: 'model', className: 'bpmn-icon-user-task', title: 'Ajouter une tâche après',
        action: {
          click: () => this._autoPlace.append(element, make()),
          dragstart: event => this._create.start(event, make(), { source: element }),
        },
      },
      'append.more': this.#more(),
    };
  }

  #more() {
    return {
      group: 'model', html: '<div class="entry entry-more">…</div>', title: 'Ajouter autre chose après…',
      action: { click: (event, element) => this.#open(event, element, 'house-append', 'Ajouter après') },
    };
  }

  // below the small menu itself
  #open(event, element, menu, title) {
    const pad = this._canvas.getContainer().querySelector('.djs-context-pad.open');
    const { left, bottom } = pad.getBoundingClientRect();
    this._popupMenu.open(element, menu, { x: left, y: bottom + 5, cursor: { x: event.x, y: event.y } },
      { title, width: 320, search: true });
  }
}
HousePad.$inject = ContextPadProvider.$inject;
