// Labels, controls, description and errors, tied together as form-js does for its own fields.
import { Description, Errors, Label } from '@bpmn-io/form-js-viewer';
import { h } from 'preact';

// props: those form-js gives a field. controls: [{id, label, draw(attributes)}], in order; the
// attributes tie a control to its messages.
export function framed(type, props, controls) {
  const { errors = [], domId, field, disabled, readonly } = props;
  const ids = { description: `${domId}-description`, error: `${domId}-error-message` };
  const required = field.validate?.required;
  const described = [field.description && ids.description, errors.length && ids.error].filter(Boolean);
  const states = [errors.length && 'fjs-has-errors', disabled && 'fjs-disabled', readonly && 'fjs-readonly'];
  const attributes = {
    disabled,
    'aria-required': required ? 'true' : undefined,
    'aria-invalid': errors.length ? 'true' : 'false',
    'aria-describedby': described.join(' ') || undefined,
    onFocus: () => props.onFocus?.(),
  };
  return h('div', { class: ['fjs-form-field', `fjs-form-field-${type}`, ...states].filter(Boolean).join(' ') },
    h('div', { class: 'champ-parties' }, controls.map(({ id, label, draw }) => h('div', { key: id },
      h(Label, { htmlFor: id, label, required }),
      draw({ ...attributes, id })))),
    h(Description, { id: ids.description, description: field.description }),
    h(Errors, { id: ids.error, errors }));
}
