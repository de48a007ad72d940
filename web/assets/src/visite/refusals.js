// What the server refused of a visit: a list at the top, each linked to its field.
import { focusSummary } from '../shared/summary.js';

export function showRefusals(form, { message, refus = {} }) {
  const box = document.getElementById('erreurs');
  if (!box || !message) return;
  const title = document.createElement('h2');
  const count = Object.values(refus).flat().length;
  title.textContent = count ? `${count} réponse${count > 1 ? 's sont' : ' est'} à corriger` : 'Rien n’est enregistré';
  const lines = document.createElement('ul');
  for (const [name, messages] of Object.entries(refus)) {
    const field = form.querySelector(`#champ-${CSS.escape(name)}`);
    for (const text of messages) lines.append(line(field, labelOf(field), text));
    if (field) mark(field, name, messages);
  }
  if (!count) lines.append(line(null, '', message));
  box.replaceChildren(title, lines);
  box.hidden = false;
  focusSummary(box);
}

export function clearRefusals(form) {
  const box = document.getElementById('erreurs');
  if (box) { box.hidden = true; box.replaceChildren(); }
  form.querySelectorAll('.champ-refus').forEach(told => told.remove());
  form.querySelectorAll('[aria-invalid]').forEach(field => field.removeAttribute('aria-invalid'));
}

function line(field, label, text) {
  const item = document.createElement('li');
  if (!field) {
    item.textContent = text;
    return item;
  }
  const anchor = document.createElement('a');
  anchor.href = `#${field.id}`;
  anchor.textContent = label ? `${label}\u00a0: ${text}` : text;
  anchor.addEventListener('click', event => {
    event.preventDefault();
    field.closest('details')?.setAttribute('open', '');
    (field.matches('fieldset, div') ? field.querySelector('input') ?? field : field).focus();
  });
  item.append(anchor);
  return item;
}

function labelOf(field) {
  const label = field?.matches('fieldset') ? field.querySelector('legend')
    : field && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  return label?.textContent.replace(/\(facultatif\)|\*/g, '').trim() ?? '';
}

function mark(field, name, messages) {
  const told = document.createElement('p');
  told.className = 'champ-refus';
  told.id = `refus-${name}`;
  told.textContent = messages.join(' ');
  field.setAttribute('aria-invalid', 'true');
  const described = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  field.setAttribute('aria-describedby', [...new Set([told.id, ...described])].join(' '));
  field.closest('.champ, div')?.append(told);
}
