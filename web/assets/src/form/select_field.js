// A native <select> instead of form-js's list, which screen readers cannot read.
import { useExpressionEvaluation } from '@bpmn-io/form-js-viewer';
import { h } from 'preact';
import { framed } from './frame.js';

// form: the form-js Form, asked for the options that come with the data (valuesKey).
export function selectField(form) {
  return function SelectField(props) {
    const { field, value, readonly, onChange, onBlur, domId } = props;
    const computed = useExpressionEvaluation(field.valuesExpression);
    const options = optionsOf(field, form._getState().initialData, computed);
    const chosen = options.findIndex(option => option.value === value);
    const draw = attributes => h('select', {
      ...attributes,
      class: 'fjs-select-natif',
      disabled: attributes.disabled || readonly,
      value: String(chosen),
      onChange: event => onChange({ value: options[Number(event.target.value)]?.value ?? null }),
      onBlur: () => onBlur?.(),
    },
    h('option', { value: '-1' }, 'Choisir…'),
    options.map((option, index) => h('option', { key: index, value: String(index) }, option.label)));
    return framed('select', props, [{ id: domId, label: field.label, draw }]);
  };
}

function optionsOf(field, data, computed) {
  const source = field.valuesKey ? data?.[field.valuesKey] : field.values ?? computed;
  return (Array.isArray(source) ? source : []).map(option =>
    typeof option === 'object' ? { label: option.label ?? String(option.value), value: option.value }
      : { label: String(option), value: option });
}
