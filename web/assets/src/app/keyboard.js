// J/K walk the list, / goes to the search, ? opens the help. No single key completes anything.
import { openHelp, prepareHelp } from './help.js';

const SWITCH_KEY = 'palier.raccourcis';
const ACTIONS = { j: () => move(1), k: () => move(-1), '/': focusSearch, '?': openHelp };

document.addEventListener('keydown', event => {
  const action = ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action || isOff() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
  if (action() !== false) event.preventDefault();
});

document.addEventListener('change', event => {
  if (event.target.id === 'raccourcis') {
    localStorage.setItem(SWITCH_KEY, event.target.checked ? 'oui' : 'non');
  }
});

document.addEventListener('DOMContentLoaded', () => {
  prepareHelp();
  const toggle = document.getElementById('raccourcis');
  if (toggle) toggle.checked = !isOff();
});

function isOff() {
  return localStorage.getItem(SWITCH_KEY) === 'non';
}

function isTyping(element) {
  return element.isContentEditable || element.closest('input, textarea, select, [role="textbox"]');
}

// Returns false when there is no list: the key then keeps its usual effect.
function move(step) {
  const rows = [...document.querySelectorAll('[data-liste] a.tache')];
  if (!rows.length) return turn(step);
  const here = rows.findIndex(row => row === document.activeElement);
  const from = here >= 0 ? here : rows.findIndex(row => row.hasAttribute('aria-current'));
  const next = from < 0 ? (step > 0 ? 0 : rows.length - 1) : from + step;
  rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
}

// In the session of a review: the next dossier, or the one before.
function turn(step) {
  const link = document.querySelector(step > 0 ? 'a[rel="next"]' : 'a[rel="prev"]');
  link?.click();
  return Boolean(link);
}

function focusSearch() {
  const field = document.querySelector('[data-recherche], input[type="search"]');
  if (!field) return false;
  field.focus();
  field.select();
}
