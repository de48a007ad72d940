// The plan beside the drawing: the same, as a list that is read and walked by keyboard.
import { actionsBar } from './actions.js';

const HELP = 'Flèches haut et bas\u00a0: parcourir. Entrée\u00a0: régler l’étape. Échap, dans les réglages\u00a0: revenir ici. '
  + 'Les actions de la ligne choisie la suivent.';
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export class Outline {
  #current = null;
  #pressed = false;
  #late = false;

  // parts(): [{ title, lines }]; select(id): chooses on the drawing; open(id): shows its settings too;
  // offered(id): the actions of a line.
  constructor(place, { parts, select, open, offered }) {
    Object.assign(this, { place, parts, select, open, offered });
    this.heading = make('h2', { textContent: 'Plan', tabIndex: -1 });
    this.body = make('div', { className: 'plan' });
    place.replaceChildren(this.heading, make('p', { textContent: HELP, className: 'plan-aide' }), this.body);
    this.body.addEventListener('keydown', event => this.#walk(event));
    this.body.addEventListener('pointerdown', () => { this.#pressed = true; });
    window.addEventListener('pointerup', () => setTimeout(() => this.#released()));
  }

  // A line that is being pressed stays where it is until it is let go.
  show() {
    if (this.#pressed) { this.#late = true; return; }
    const focused = this.place.contains(document.activeElement) && document.activeElement.dataset.line;
    const before = this.#lines().map(line => line.dataset.line);
    this.body.replaceChildren(...this.parts().filter(part => part.lines.length).map(part => this.#section(part)));
    this.mark(this.#current);
    if (focused) this.focus(before.slice(0, before.indexOf(focused) + 1).reverse().find(id => this.#lineOf(id)));
  }

  // The chosen line is the one that Tab reaches, and its actions follow it.
  mark(id) {
    this.#current = id;
    this.body.querySelector('.plan-actions')?.remove();
    const lines = this.#lines(), line = this.#lineOf(id);
    lines.forEach(other => { other.tabIndex = -1; other.removeAttribute('aria-current'); });
    const first = line ?? lines[0];
    if (first) first.tabIndex = 0;
    if (!line) return;
    line.setAttribute('aria-current', 'true');
    const offered = this.offered(id);
    if (offered.length) line.after(actionsBar(offered));
  }

  // The line of an element, or the first.
  focus(id) {
    (this.#lineOf(id) ?? this.#lines()[0])?.focus();
  }

  #released() {
    this.#pressed = false;
    if (!this.#late) return;
    this.#late = false;
    this.show();
  }

  #section({ title, lines }) {
    const part = make('section', { className: 'plan-partie' });
    part.append(make('h3', { textContent: title }), this.#list(lines));
    return part;
  }

  #list(lines) {
    const list = make('ul');
    list.append(...lines.map(line => {
      const item = make('li');
      item.append(this.#button(line));
      if (line.inside.length) item.append(this.#list(line.inside));
      return item;
    }));
    return list;
  }

  #button({ id, kind, name, details }) {
    const made = make('button', { type: 'button', className: 'plan-ligne', tabIndex: -1 });
    made.dataset.line = id;
    made.append(make('span', { className: 'plan-genre', textContent: `${kind} ` }),
      make('strong', { textContent: name }),
      ...details.map(text => make('span', { className: 'plan-detail', textContent: ` – ${text}` })));
    made.addEventListener('click', () => this.open(id));
    made.addEventListener('focus', () => { if (this.#current !== id && !this.#pressed) this.select(id); });
    return made;
  }

  #lines() {
    return [...this.body.querySelectorAll('[data-line]')];
  }

  #lineOf(id) {
    return id && this.body.querySelector(`[data-line="${CSS.escape(id)}"]`);
  }

  #walk(event) {
    if (!event.target.dataset.line || !(event.key in STEPS || event.key === 'Home' || event.key === 'End')) return;
    event.preventDefault();
    const lines = this.#lines(), at = lines.indexOf(event.target);
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? lines.length - 1 : at + STEPS[event.key];
    lines[Math.min(Math.max(next, 0), lines.length - 1)].focus();
  }
}

function make(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}
