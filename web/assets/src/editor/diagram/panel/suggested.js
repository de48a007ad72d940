// A text with suggestions, written when it is left.
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';

// suggestions(kit) -> [text]; tidy(text) -> what will be written, shown in the field.
export function suggested(id, label, read, write, { suggestions, tidy, description }) {
  return { id, label, read, write, suggestions, tidy, description, component: Suggested };
}

function Suggested({ element, id, label, read, write, suggestions, tidy, description }) {
  const kit = useService('kit');
  const name = `bio-properties-panel-${id}`;
  const value = read(element);
  const change = event => {
    const next = tidy(event.target.value);
    event.target.value = next;
    if (next !== value) kit.change(() => write(element, next));
  };
  return h('div', { class: 'bio-properties-panel-entry', 'data-entry-id': id },
    h('label', { for: name, class: 'bio-properties-panel-label' }, label),
    h('input', {
      id: name, class: 'bio-properties-panel-input', type: 'text', autocomplete: 'off', list: `${name}-liste`, value,
      'aria-describedby': description && `${name}-note`, onChange: change,
    }),
    h('datalist', { id: `${name}-liste` },
      [...new Set(suggestions(kit))].map(one => h('option', { value: one, key: one }))),
    description && h('p', { id: `${name}-note`, class: 'bio-properties-panel-description' }, description));
}
