// The dialogue that asks which kind of line to add.
import { Fragment, h, render } from 'preact';
import { KINDS } from './kinds.js';

// Gives ask(then): then(type) is called when a kind is taken.
export function openKinds(place) {
  const dialog = document.createElement('dialog');
  dialog.className = 'genres';
  dialog.setAttribute('aria-labelledby', 'genres-titre');
  place.append(dialog);
  let then = null;
  const take = type => { dialog.close(); then(type); };
  const groups = [...new Set(KINDS.map(kind => kind.group))];
  render(h(Fragment, null,
    h('h2', { id: 'genres-titre' }, 'Quel genre de ligne\u00a0?'),
    groups.map(group => h('fieldset', { key: group },
      h('legend', null, group),
      h('div', { class: 'genres-liste' }, KINDS.filter(kind => kind.group === group).map(kind => h(Choice, { kind, take }))))),
    h('button', { type: 'button', class: 'btn btn-sm btn-link', onClick: () => dialog.close() }, 'Ne rien ajouter')), dialog);
  return function ask(chosen) {
    then = chosen;
    dialog.showModal();
  };
}

function Choice({ kind, take }) {
  return h('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary', onClick: () => take(kind.type) }, kind.name);
}
