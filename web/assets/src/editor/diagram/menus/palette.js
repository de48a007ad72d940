// The palette beside the drawing: tools, then the steps most often put on it.
import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries';
import { TRIGGERED } from '../words.js';
import { shapesOf, thing } from './create.js';

const USUAL = ['user-task', 'send-task', 'service-task', 'exclusive-gateway', 'parallel-gateway',
  'timer-intermediate-catch', 'none-end-event'];
const LARGER = ['expanded-subprocess', 'call-activity'];

export class HousePalette {
  static $inject = ['palette', 'create', 'elementFactory', 'handTool', 'lassoTool', 'spaceTool', 'globalConnect',
    'popupMenu', 'canvas'];

  constructor(palette, create, elementFactory, handTool, lassoTool, spaceTool, globalConnect, popupMenu, canvas) {
    Object.assign(this, { create, elementFactory, handTool, lassoTool, spaceTool, globalConnect, popupMenu, canvas });
    palette.registerProvider(this);
  }

  getPaletteEntries() {
    return {
      'hand-tool': tool('bpmn-icon-hand-tool', 'Déplacer la vue', event => this.handTool.activateHand(event)),
      'lasso-tool': tool('bpmn-icon-lasso-tool', 'Choisir plusieurs éléments',
        event => this.lassoTool.activateSelection(event)),
      'space-tool': tool('bpmn-icon-space-tool', 'Faire ou reprendre de la place',
        event => this.spaceTool.activateSelection(event)),
      'connect-tool': tool('bpmn-icon-connection-multi', 'Relier deux étapes',
        event => this.globalConnect.start(event)),
      separator: { group: 'tools', separator: true },
      ...Object.fromEntries(USUAL.map(id => this.#creating(thing(id), 'usual'))),
      'more-separator': { group: 'usual', separator: true },
      ...Object.fromEntries(LARGER.map(id => this.#creating(thing(id), 'larger'))),
      ...Object.fromEntries([this.#creating({
        id: 'event', label: TRIGGERED,
        className: 'bpmn-icon-event-subprocess-expanded', target: PopupEntries['event-subprocess'].target,
      }, 'larger'), this.#creating({
        id: 'note', label: 'Note', className: 'bpmn-icon-text-annotation', target: { type: 'bpmn:TextAnnotation' },
      }, 'larger')]),
      more: { group: 'larger', html: '<div class="entry entry-more">…</div>', title: 'Autre élément…',
        action: { click: event => this.#more(event) } },
    };
  }

  #creating({ id, label, className, target }, group) {
    const start = event => {
      const shapes = shapesOf(this.elementFactory, target);
      this.create.start(event, shapes, { hints: { autoSelect: [shapes[0]] } });
    };
    return [`create.${id}`, { group, className, title: label, action: { dragstart: start, click: start } }];
  }

  #more(event) {
    const { left, top } = event.target.getBoundingClientRect();
    this.popupMenu.open(this.canvas.getRootElement(), 'house-create',
      { x: left + 50, y: Math.max(top - 250, 20), cursor: event },
      { title: 'Mettre sur le dessin', width: 320, search: true });
  }
}

function tool(className, title, click) {
  return { group: 'tools', className, title, action: { click } };
}
