// What is in the visit's form, as names and values, and back.

const SKIPPED = new Set(['csrf_token']);

export function read(form) {
  return [...new FormData(form)].filter(([name]) => !SKIPPED.has(name)).map(([name, value]) => [name, String(value)]);
}

// Puts kept values into a form; returns the names of those that it has no place for any more.
export function write(form, entries) {
  const wanted = new Map();
  for (const [name, value] of entries) wanted.set(name, [...(wanted.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || SKIPPED.has(control.name)) continue;
    const values = wanted.get(control.name) ?? [];
    if (control.type === 'checkbox' || control.type === 'radio') {
      control.checked = values.includes(control.value);
    } else if (values.length) {
      [control.value] = values;
    }
    if (values.length) control.closest('details')?.setAttribute('open', '');
  }
  const known = new Set([...form.elements].map(control => control.name));
  return [...wanted].filter(([name, values]) => lost(form, known, name, values)).map(([name]) => name);
}

// A task that was done meanwhile has no box any more, nor have its questions.
function lost(form, known, name, values) {
  if (!known.has(name)) return values.some(value => value.trim());
  if (name !== 'taches') return false;
  const offered = new Set([...form.querySelectorAll('[name="taches"]')].map(box => box.value));
  return values.some(value => !offered.has(value));
}
