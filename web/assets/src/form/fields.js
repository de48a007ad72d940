// Fields of form-js replaced by plain, accessible ones: its lists, numbers and calendars cannot be
// used with a screen reader, and write English. A tag list becomes the checklist it amounts to.
import { Checklist, Datetime, Numberfield, Select, Taglist } from '@bpmn-io/form-js-viewer';
import { h } from 'preact';
import { DateField } from './date_field.js';
import { NumberField } from './number_field.js';
import { selectField } from './select_field.js';

class Fields {
  static $inject = ['formFields', 'form'];

  constructor(formFields, form) {
    const TagField = props => h(Checklist, props);
    formFields.register('select', Object.assign(selectField(form), { config: Select.config }));
    formFields.register('number', Object.assign(NumberField, { config: Numberfield.config }));
    formFields.register('datetime', Object.assign(DateField, { config: Datetime.config }));
    formFields.register('taglist', Object.assign(TagField, { config: Taglist.config }));
  }
}

export const fieldsModule = {
  __init__: ['palierFields'],
  palierFields: ['type', Fields],
};
