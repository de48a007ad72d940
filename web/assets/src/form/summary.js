// The list of errors at the top: each links to its field, and the focus goes to it.
import { focusSummary } from '../shared/summary.js';
import { failing } from './instances.js';

// elsewhere: messages that belong to no field on the screen.
export function showSummary(viewer, errors, elsewhere = []) {
  const fields = failing(viewer, errors);
  const box = summaryBox(viewer);
  const count = fields.reduce((sum, field) => sum + field.messages.length, elsewhere.length);
  box.replaceChildren(title(count), list(fields, elsewhere));
  box.hidden = false;
  focusSummary(box);
}

export function clearSummary() {
  const box = document.getElementById('erreurs');
  if (!box) return;
  box.hidden = true;
  box.replaceChildren();
}

function summaryBox(viewer) {
  let box = document.getElementById('erreurs');
  if (!box) {
    box = document.createElement('div');
    box.id = 'erreurs';
    viewer._container.closest('.fjs').before(box);
  }
  box.setAttribute('role', 'alert');
  return box;
}

function title(count) {
  const heading = document.createElement('h2');
  heading.textContent = count > 1 ? `${count} réponses sont à corriger` : 'Une réponse est à corriger';
  return heading;
}

function list(fields, elsewhere) {
  const items = document.createElement('ul');
  for (const text of elsewhere) items.append(item(text));
  for (const { label, messages, control } of fields) {
    for (const message of messages) items.append(item(link(`${label}\u00a0: ${message}`, control)));
  }
  return items;
}

function link(text, control) {
  const anchor = document.createElement('a');
  anchor.href = `#${control.id}`;
  anchor.textContent = text;
  anchor.addEventListener('click', event => {
    event.preventDefault();
    control.focus();
    control.closest('.fjs-form-field')?.scrollIntoView({ block: 'center' });
  });
  return anchor;
}

function item(content) {
  const line = document.createElement('li');
  line.append(content);
  return line;
}
