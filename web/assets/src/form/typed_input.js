// A text input over a value that has another form: the text is the person's until they leave it.
import { h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { afterPress } from './press.js';

// toText(value) and toValue(text) as in codecs.js. onValue is called on leaving or on Enter only:
// a date half written is not yet wrong.
export function TypedInput({ value, toText, toValue, onValue, onBlur, readonly, ...attributes }) {
  const [text, setText] = useState(toText(value));
  const kept = useRef(value);
  useEffect(() => {
    if (value === kept.current) return;
    kept.current = value;
    setText(toText(value));
  }, [value]);
  const commit = () => {
    const typed = toValue(text);
    setText(toText(typed));
    if (typed === (kept.current ?? null)) return;
    kept.current = typed;
    onValue(typed);
  };
  return h('input', {
    ...attributes, type: 'text', class: 'fjs-input', autocomplete: 'off', value: text, readOnly: readonly,
    onInput: event => setText(event.target.value),
    onKeyDown: event => { if (event.key === 'Enter') commit(); },
    onBlur: () => afterPress(() => { commit(); onBlur?.(); }),
  });
}
