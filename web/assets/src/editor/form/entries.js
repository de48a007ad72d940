// The fields of the panel: plain form controls. What is typed becomes a command after a pause, on
// leaving the field, or when the form is saved.
import { h } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const PAUSE = 500;

// A label, a control and what is said about it. draw(attributes) gives the control.
export function Entry({ id, label, hint, refusal, draw }) {
  const described = [hint && `${id}-aide`, refusal && `${id}-refus`].filter(Boolean).join(' ');
  return h('div', { class: 'reglage' },
    h('label', { for: id, class: 'form-label' }, label),
    draw({ id, 'aria-describedby': described || undefined, 'aria-invalid': refusal ? 'true' : undefined }),
    refusal && h('p', { id: `${id}-refus`, class: 'reglage-refus' }, refusal),
    hint && h('p', { id: `${id}-aide`, class: 'reglage-aide' }, hint));
}

// check(text) gives a refusal, in which case nothing is kept, or nothing.
export function TextEntry({ model, id, label, hint, value = '', onValue, check = () => '', lines, code }) {
  const typing = useTyping(model, value, onValue, check);
  const { refusal, ...handlers } = typing;
  const look = `form-control form-control-sm${code ? ' font-monospace' : ''}`;
  const attributes = { ...handlers, class: look, spellcheck: !code, autocomplete: 'off' };
  const draw = more => (lines ? h('textarea', { ...attributes, ...more, rows: lines })
    : h('input', { type: 'text', ...attributes, ...more }));
  return h(Entry, { id, label, hint, refusal, draw });
}

export function SelectEntry({ id, label, hint, refusal, value, options, onValue }) {
  const draw = more => h('select', {
    ...more, class: 'form-select form-select-sm', value, onChange: event => onValue(event.target.value),
  }, options.map(option =>
    h('option', { key: option.value, value: option.value, disabled: option.disabled }, option.label)));
  return h(Entry, { id, label, hint, refusal, draw });
}

// What a formula may read: [{name, label}].
export function NamesToRead({ names }) {
  return h('details', { class: 'reglage noms' },
    h('summary', null, 'Les noms qu’elle peut lire'),
    h('dl', null, names.map(({ name, label }) => h('div', { key: name },
      h('dt', null, h('code', null, name)), h('dd', null, label)))));
}

export function CheckEntry({ id, label, checked, onValue }) {
  return h('div', { class: 'reglage form-check' },
    h('input', {
      id, type: 'checkbox', class: 'form-check-input', checked, onChange: event => onValue(event.target.checked),
    }),
    h('label', { for: id, class: 'form-check-label' }, label));
}

// The text as it is typed, and the moments when it is kept.
function useTyping(model, value, onValue, check) {
  const [text, setText] = useState(value);
  const state = Object.assign(useRef({ typed: null, isOwn: false }).current, { value, onValue, check });
  state.keep ??= () => keep(state, model);
  // a value of our own making is not written over what is being typed: « 1,0 » is on its way to « 1,05 »
  useLayoutEffect(() => { if (!state.isOwn) setText(value); }, [value]);
  useEffect(() => state.keep, []);
  const onInput = event => {
    state.typed = event.target.value;
    setText(state.typed);
    model.wait(state.keep);
    model.touched();
    clearTimeout(state.timer);
    state.timer = setTimeout(state.keep, PAUSE);
  };
  return { value: text, onInput, onBlur: state.keep, refusal: check(text) };
}

function keep(state, model) {
  clearTimeout(state.timer);
  model.forget(state.keep);
  const { typed } = state;
  state.typed = null;
  if (typed === null || typed === state.value || state.check(typed)) return;
  state.isOwn = true;
  state.onValue(typed);
  setTimeout(() => { state.isOwn = false; });
}
