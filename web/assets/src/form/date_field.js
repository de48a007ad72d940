// A date typed jj/mm/aaaa or chosen in the browser's own calendar, a time typed hh:mm, or both.
import { Fragment, h } from 'preact';
import { useRef } from 'preact/hooks';
import { dateToText, textToDate, textToTime, timeToText } from './codecs.js';
import { framed } from './frame.js';
import { join, split } from './instant.js';
import { TypedInput } from './typed_input.js';

export function DateField(props) {
  const { field, value, onChange, domId } = props;
  const parts = split(value, field.subtype);
  const part = (name, label, input) => ({
    id: `${domId}-${name}`,
    label,
    draw: attributes => h(input, {
      ...attributes,
      label,
      readonly: props.readonly,
      onBlur: props.onBlur,
      value: parts[name],
      onValue: typed => onChange({ value: join({ ...parts, [name]: typed }, field) }),
    }),
  });
  const date = part('date', field.dateLabel || field.label || 'Date', DateInput);
  const time = part('time', field.timeLabel || 'Heure', TimeInput);
  const shown = { date: [date], time: [time], datetime: [date, time] };
  return framed('datetime', props, shown[field.subtype]);
}

function DateInput({ label, ...input }) {
  const { value, readonly, disabled, onValue } = input;
  return h('div', { class: 'fjs-input-group champ-date' },
    h(TypedInput, { ...input, placeholder: 'jj/mm/aaaa', toText: dateToText, toValue: textToDate }),
    !readonly && !disabled && h(Calendar, { label, value, onValue }));
}

function TimeInput({ label, ...input }) {
  return h('div', { class: 'fjs-input-group champ-heure' },
    h(TypedInput, { ...input, placeholder: 'hh:mm', toText: timeToText, toValue: textToTime }));
}

// The browser's calendar hangs from a date input that is never seen nor reached by Tab.
function Calendar({ label, value, onValue }) {
  const picker = useRef();
  return h(Fragment, null,
    h('button', {
      type: 'button', class: 'champ-date-bouton', 'aria-label': `Calendrier\u00a0: ${label}`,
      onClick: () => picker.current.showPicker(),
    }, h('span', { 'aria-hidden': 'true' }, 'Calendrier')),
    h('input', {
      ref: picker, type: 'date', class: 'champ-date-natif', tabIndex: -1, 'aria-hidden': 'true',
      value: /^\d{4}-\d\d-\d\d$/.test(value) ? value : '',
      onChange: event => onValue(event.target.value || null),
    }));
}
