// The components as form-js's editor knows them: the engine's own, in French, drawn as staff will see
// them. Any other that a file holds is kept, and shown as what it is.
import { Checklist, Datetime, Numberfield, PathRegistry, Select, Taglist, Text } from '@bpmn-io/form-js-viewer';
import { h } from 'preact';
import { DateField } from '../../form/date_field.js';
import { NumberField } from '../../form/number_field.js';
import { selectField } from '../../form/select_field.js';
import { KINDS, kindName } from './kinds.js';
import { keyFrom, unique } from './names.js';
import { every } from './schema.js';

const LOOK = 'fjs-form-field texte-calcule';
const NO_DATA = { _getState: () => ({ initialData: {} }) };

// types: those of the file, so that none is refused.
export function fieldsModule(types) {
  class Fields {
    static $inject = ['formFields', 'fieldFactory', 'formEditor'];

    constructor(formFields, fieldFactory, formEditor) {
      drawAsStaffWillSee(formFields);
      KINDS.forEach(known => inFrench(formFields, known));
      types.filter(type => !formFields.get(type)).forEach(type => formFields.register(type, foreign(type)));
      fieldFactory._getUniqueKeyPath = field => newKey(field, formEditor._getState().schema);
    }
  }
  return {
    __init__: ['palierFields'],
    palierFields: ['type', Fields],
    pathRegistry: ['type', ToleratedKeys],
  };
}

// A file in which two questions have one key opens all the same: the problem is told, and mended here.
class ToleratedKeys extends PathRegistry {
  static $inject = ['formFieldRegistry', 'formFields', 'injector'];

  canClaimPath() { return true; }

  claimPath() {}

  unclaimPath() {}
}

function drawAsStaffWillSee(formFields) {
  const field = (draw, config) => Object.assign(props => draw(props), { config });
  formFields.register('select', field(selectField(NO_DATA), Select.config));
  formFields.register('number', field(NumberField, Numberfield.config));
  formFields.register('datetime', field(DateField, Datetime.config));
  formFields.register('taglist', field(props => h(Checklist, props), Taglist.config));
  formFields.register('text', field(ShownText, Text.config));
}

// The config is a copy: form-js-viewer shares its own with the preview.
function inFrench(formFields, { type, name, create }) {
  const drawn = formFields.get(type);
  const config = {
    ...drawn.config,
    name,
    label: undefined,
    create: (attributes, isNew = true) => ({ ...(isNew ? create() : kept(type)), ...attributes }),
  };
  formFields.register(type, Object.assign(props => h(drawn, props), { config }));
}

// Without it, a date of a file that says no more would not be drawn.
function kept(type) {
  return type === 'datetime' ? { subtype: 'date' } : {};
}

function ShownText(props) {
  const { text = '' } = props.field;
  if (text.startsWith('=')) {
    return h('div', { class: LOOK }, h('strong', null, 'Texte calculé'), h('code', null, text.slice(1)));
  }
  if (!text.trim()) return h('div', { class: LOOK }, 'Texte vide');
  return h(Text, { ...props, disableLinks: true });
}

function foreign(type) {
  const name = kindName({ type });
  const drawn = () => h('div', { class: LOOK }, `${name}\u00a0: il n’est pas pris en charge.`);
  return Object.assign(drawn, { config: { type, name, group: 'presentation', keyed: false, create: given => given } });
}

function newKey(field, schema) {
  const taken = [];
  every(schema?.components, component => taken.push(component.key));
  return unique(keyFrom(field.label ?? field.dateLabel ?? '') || 'question', taken);
}
