// A number typed with a comma, as it is written in French.
import { h } from 'preact';
import { numberToText, textToNumber } from './codecs.js';
import { framed } from './frame.js';
import { TypedInput } from './typed_input.js';

export function NumberField(props) {
  const { field, value, readonly, onChange, onBlur, domId } = props;
  const { prefixAdorner: before, suffixAdorner: after } = field.appearance ?? {};
  const draw = attributes => h('div', { class: 'fjs-input-group' },
    before && h('span', { class: 'fjs-input-adornment border-right' }, before),
    h(TypedInput, {
      ...attributes, value, readonly, onBlur,
      inputmode: field.decimalDigits === 0 ? 'numeric' : 'decimal',
      toText: numberToText,
      toValue: text => textToNumber(text, field.serializeToString),
      onValue: number => onChange({ value: number }),
    }),
    after && h('span', { class: 'fjs-input-adornment border-left' }, after));
  return framed('number', props, [{ id: domId, label: field.label, draw }]);
}
