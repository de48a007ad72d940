// Problems, each at its element: a badge, an outline, and its words.
import { shapeFor } from './find.js';

const TYPE = 'probleme';

export class Marks {
  constructor(modeler) {
    this.overlays = modeler.get('overlays');
    this.canvas = modeler.get('canvas');
    this.kit = modeler.get('kit');
    this.marked = [];
    this.found = new Map();
  }

  // The problems of an element, for its line in the plan.
  of(id) {
    return this.found.get(id) ?? [];
  }

  show(problems) {
    this.overlays.remove({ type: TYPE });
    this.marked.forEach(([shape, name]) => shape.parent && this.canvas.removeMarker(shape, name));
    this.marked = [];
    this.found = byShape(this.kit, problems);
    for (const [id, list] of this.found) this.#mark(this.kit.registry.get(id), list);
  }

  #mark(shape, list) {
    const advice = list.every(problem => problem.advice);
    const name = advice ? 'element-conseil' : 'element-probleme';
    this.canvas.addMarker(shape, name);
    this.marked.push([shape, name]);
    const position = shape.waypoints ? { top: -11, left: 0 } : { top: -12, right: 12 };
    this.overlays.add(shape, TYPE, { position, scale: { min: 0.7, max: 1.2 }, html: badge(list, advice) });
  }
}

function byShape(kit, problems) {
  const found = new Map();
  for (const problem of problems) {
    const id = shapeFor(kit, problem.element)?.id;
    if (id) found.set(id, [...found.get(id) ?? [], problem]);
  }
  return found;
}

function badge(list, advice) {
  const mark = document.createElement('span');
  mark.className = advice ? 'marque marque--conseil' : 'marque';
  mark.textContent = list.length > 1 ? list.length : '!';
  mark.title = list.map(problem => problem.message).join('\n');
  return mark;
}
