// After htmx has changed a part of the page: move the focus, say what changed, mark the row.
import { matching } from '../shared/page.js';

document.addEventListener('htmx:afterSettle', event => {
  const root = event.detail.elt;
  if (root.id === 'panneau') root.closest('.boite')?.classList.add('boite--ouverte');
  focusTitle(root);
  announce(matching(root, '[data-annonce]').map(element => element.dataset.annonce).join(' '));
});

document.addEventListener('htmx:beforeRequest', event => {
  const row = event.detail.elt.closest('[data-liste] a.tache');
  if (row) markCurrent(row);
});

export function announce(text) {
  const region = document.getElementById('annonces');
  if (!region || !text) return;
  region.textContent = '';
  // a region that is emptied then filled later is read again, even with the same text
  setTimeout(() => { region.textContent = text; }, 60);
}

function focusTitle(root) {
  const title = matching(root, '[data-focus]')[0];
  if (!title) return;
  if (!title.hasAttribute('tabindex')) title.tabIndex = -1;
  title.focus();
}

function markCurrent(row) {
  row.closest('[data-liste]').querySelectorAll('a.tache[aria-current]')
    .forEach(other => other.removeAttribute('aria-current'));
  row.setAttribute('aria-current', 'true');
}
