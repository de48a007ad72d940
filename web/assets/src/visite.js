import './visite.css';
import { openVisit, openOfflineVisit } from './visite/screen.js';
import { tellKeptVisits } from './visite/kept.js';

// A module runs once, after the page is read; these pages are never parts of another.
const form = document.querySelector('form[data-visite]');
const offline = document.querySelector('[data-visite-hors-reseau]');
const kept = document.querySelector('[data-visites-gardees]');
if (form) openVisit(form);
if (offline) openOfflineVisit(offline);
if (kept) tellKeptVisits(kept);

document.addEventListener('click', event => {
  if (event.target.closest('[data-imprimer]')) window.print();
});
document.querySelectorAll('[data-imprimer]').forEach(button => { button.hidden = false; });
