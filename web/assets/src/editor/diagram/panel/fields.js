// Fields of the panel: an id, a label, how to read the element and how to write it.
// kit.change makes each writing one undo step. Read and write take the element.
import { h } from '@bpmn-io/properties-panel/preact';
import {
  CheckboxEntry, FeelEntry, SelectEntry, TextAreaEntry, TextFieldEntry,
  isCheckboxEntryEdited, isFeelEntryEdited, isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited,
} from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import { variablesFor } from './feel.js';
import { refuseUnknown } from './feel_names.js';

export function text(id, label, read, write, more = {}) {
  return { id, label, read, write, ...more, component: Text, isEdited: isTextFieldEntryEdited };
}

export function area(id, label, read, write, more = {}) {
  return { id, label, read, write, rows: 3, ...more, component: Area, isEdited: isTextAreaEntryEdited };
}

// options: [{ value, label }] or () => such; link: () => [{ text, address }], below the field.
export function choice(id, label, read, write, options, more = {}) {
  return { id, label, read, write, options, ...more, component: Choice, isEdited: isSelectEntryEdited };
}

export function tick(id, label, read, write, more = {}) {
  return { id, label, read, write, ...more, component: Tick, isEdited: isCheckboxEntryEdited };
}

// feel: 'required' (always an expression) or 'optional' (a text, or an expression after « = »);
// unchecked: it reads names of another process.
export function formula(id, label, read, write, more = {}) {
  return { id, label, read, write, feel: 'required', ...more, component: Formula, isEdited: isFeelEntryEdited };
}

function useField({ element, id, label, description, read, write, validate }) {
  const kit = useService('kit');
  const debounce = useService('debounceInput');
  const translate = useService('translate');
  // leaving an empty field is no change
  const setValue = (value, error) => {
    if (!error && (value ?? '') !== (read(element) ?? '')) kit.change(() => write(element, value));
  };
  return { element, id, label, description, debounce, translate, validate, getValue: () => read(element), setValue };
}

function Text(props) {
  return h(TextFieldEntry, useField(props));
}

function Area(props) {
  return h(TextAreaEntry, { ...useField(props), rows: props.rows, autoResize: true });
}

function Tick(props) {
  return h(CheckboxEntry, useField(props));
}

function Choice(props) {
  const { options, links } = props;
  const field = useField(props);
  const getOptions = () => (typeof options === 'function' ? options(props.element) : options);
  return [h(SelectEntry, { ...field, getOptions, key: 'field' }),
    links && h(Links, { links: links(props.element), key: 'links' })];
}

// A formula is written even with a mistake in it: the mistake is said, and the text is not lost.
function Formula(props) {
  const kit = useService('kit');
  const field = useField(props);
  return h(FeelEntry, {
    ...field,
    setValue: value => field.setValue(value),
    validate: props.unchecked ? undefined : value => refuseUnknown(kit, value),
    feel: props.feel,
    variables: variablesFor(kit.house),
  });
}

// Each opens in another tab: what is being edited here stays.
function Links({ links }) {
  return h('p', { class: 'reglage-liens' }, links.map(({ text: words, address }) => (
    h('a', { href: address, target: '_blank', rel: 'noopener', key: address }, words,
      h('span', { class: 'visually-hidden' }, ' (nouvel onglet)')))));
}

// A part of the panel, always open: there are few.
export function section(id, label, entries) {
  return { id, label, entries: entries.filter(Boolean), component: Section };
}

function Section({ element, id, label, entries }) {
  return h('div', { class: 'reglage-partie', 'data-element': element.id, role: 'group',
    'aria-labelledby': `partie-${id}` },
    h('h2', { id: `partie-${id}` }, label),
    entries.map(entry => h(entry.component, { ...entry, element, key: `${element.id}-${entry.id}` })));
}
