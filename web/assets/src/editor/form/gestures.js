// The small buttons at the end of a line: a sign for the eye, words for everybody.
import { h } from 'preact';
import { announce } from '../../app/after_swap.js';

// about: what the line is called.
export function Gesture({ sign, word, about, ...attributes }) {
  return h('button', { type: 'button', class: 'geste', title: word, 'aria-label': `${word}\u00a0: ${about}`, ...attributes }, sign);
}

// move(step) of a line that has the keys Alt+↑ and Alt+↓.
export function onArrows(move) {
  return event => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    move(step);
  };
}

// The four gestures of a line of a plan.
export function LineGestures({ about, move, add, remove }) {
  return h('span', { class: 'plan-gestes' },
    h(Gesture, { sign: '↑', word: 'Monter', about, 'data-sens': '-1', onClick: () => move(-1) }),
    h(Gesture, { sign: '↓', word: 'Descendre', about, 'data-sens': '1', onClick: () => move(1) }),
    h(Gesture, { sign: '+', word: 'Ajouter après', about, onClick: add }),
    h(Gesture, { sign: '✕', word: 'Supprimer', about, onClick: remove }));
}

export function sayMoved(what, position, count) {
  announce(`${what}, ligne ${position} sur ${count}.`);
}

export function sayStuck(what, step) {
  announce(`${what}\u00a0: déjà ${step < 0 ? 'en haut' : 'en bas'}.`);
}

export function sayRemoved(what) {
  announce(`Suppression\u00a0: ${what}. «\u00a0Annuler\u00a0» la défait.`);
}

// Moves the focus within a plan, once it is drawn anew.
export function focusLine(place, id, part = '.plan-nom') {
  requestAnimationFrame(() => place.querySelector(`[data-ligne="${CSS.escape(id ?? '')}"] ${part}`)?.focus());
}

export function problemsInWords(count) {
  return `${count} problème${count > 1 ? 's' : ''}`;
}
