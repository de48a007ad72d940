// Small controls that make a sentence: a number, a choice, an hour. Each has a name of its own.
import { h } from '@bpmn-io/properties-panel/preact';

export function number(label, value, write, { min = 0, max = 999 } = {}) {
  const read = event => Math.min(Math.max(Math.trunc(+event.target.value) || min, min), max);
  return h('input', {
    type: 'number', class: 'form-control form-control-sm reglage-nombre', 'aria-label': label, min, max, value,
    onChange: event => write(read(event)),
  });
}

// options: { value: label } or [{ label, options: { value: label } }].
export function select(label, value, write, options) {
  const inner = Array.isArray(options)
    ? options.map(group => h('optgroup', { label: group.label, key: group.label }, optionsOf(group.options, value)))
    : optionsOf(options, value);
  return h('select', {
    class: 'form-select form-select-sm', 'aria-label': label, value, onChange: event => write(event.target.value),
  }, inner);
}

function optionsOf(options, value) {
  return Object.entries(options).map(([key, label]) =>
    h('option', { value: key, key, selected: key === value }, label));
}

export function hour(label, value, write) {
  return h('input', {
    type: 'time', class: 'form-control form-control-sm reglage-heure', 'aria-label': label, value,
    onChange: event => write(event.target.value),
  });
}

// The modes of a field: [value, label], as one select with the field's own label.
export function modes(id, label, value, write, options) {
  return h('div', { class: 'reglage-mode' },
    h('label', { for: id, class: 'bio-properties-panel-label' }, label),
    h('select', { id, class: 'form-select form-select-sm', value, onChange: event => write(event.target.value) },
      options.map(([key, words]) => h('option', { value: key, key, selected: key === value }, words))));
}
