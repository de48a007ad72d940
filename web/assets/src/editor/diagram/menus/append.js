// The menus « Ajouter après… » and « Mettre sur le dessin ».
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { AFTER_EVENT_GATEWAY, GROUPS, shapesOf, thing } from './create.js';

export class HouseMenus {
  static $inject = ['popupMenu', 'elementFactory', 'autoPlace', 'create', 'selection', 'modeling'];

  constructor(popupMenu, elementFactory, autoPlace, create, selection, modeling) {
    Object.assign(this, { elementFactory, autoPlace, create, selection, modeling });
    popupMenu.registerProvider('house-append',
      { getPopupMenuEntries: element => this.#entries(element, this.#append, this.#drag) });
    popupMenu.registerProvider('house-create',
      { getPopupMenuEntries: element => this.#entries(element, this.#start, this.#start) });
  }

  #entries(element, click, drag) {
    const all = GROUPS.flatMap(([name, words]) => Object.keys(words).map(id => [name, id]));
    const fit = all.filter(([, id]) => !is(element, 'bpmn:EventBasedGateway') || AFTER_EVENT_GATEWAY.has(id));
    return Object.fromEntries(fit.map(([name, id]) => {
      const { label, className, target } = thing(id);
      const action = {
        click: event => click.call(this, event, element, target),
        dragstart: event => drag.call(this, event, element, target),
      };
      return [id, { label, className, group: { id: name, name }, action }];
    }));
  }

  #append(_event, element, target) {
    const [main, ...inside] = shapesOf(this.elementFactory, target);
    const placed = this.autoPlace.append(element, main);
    if (inside.length) this.#fill(placed, inside);
  }

  #drag(event, element, target) {
    this.create.start(event, shapesOf(this.elementFactory, target), { source: element });
  }

  #fill(main, inside) {
    const center = { x: main.x + main.width / 2, y: main.y + main.height / 2 };
    this.modeling.createElements(inside, center, main, { autoSelect: false });
    this.selection.select(main);
  }

  #start(event, _element, target) {
    this.create.start(event, shapesOf(this.elementFactory, target));
  }
}
