// The settings of a question.
import { Fragment, h } from 'preact';
import { numberToText, textToNumber } from '../../form/codecs.js';
import { Choices } from './choices.js';
import { Condition } from './condition_entry.js';
import { CheckEntry, SelectEntry, TextEntry } from './entries.js';
import { CLASSES, hasChoices, isFreeText, labelProperty } from './kinds.js';
import { NumberRules, TextRules, editRule } from './rules.js';

export function Question(props) {
  const { model, field } = props;
  return h(Fragment, null,
    h(Label, props),
    h(Key, props),
    h(Readers, props),
    h(TextEntry, {
      model, id: 'reglage-description', label: 'Aide à la réponse', lines: 2, value: field.description ?? '',
      onValue: text => model.edit(field, { description: text || undefined }),
    }),
    h(CheckEntry, {
      id: 'reglage-obligatoire', label: field.type === 'checkbox' ? 'La case doit être cochée' : 'Réponse obligatoire',
      checked: field.validate?.required === true,
      onValue: isRequired => editRule(model, field, 'required', isRequired || undefined),
    }),
    hasChoices(field) && h(Choices, props),
    field.type === 'number' && h(NumberRules, props),
    isFreeText(field) && h(TextRules, props),
    h(Default, props),
    h(Condition, props));
}

function Label({ model, field }) {
  return h(TextEntry, {
    model, id: 'reglage-libelle', label: 'Question', lines: 2, value: field[labelProperty(field)] ?? '',
    onValue: text => model.rename(field, text.trim()),
  });
}

function Key({ model, field }) {
  const taken = model.questions().filter(other => other !== field).map(other => other.key);
  const check = key => {
    if (!/^[A-Za-z_]\w*$/.test(key)) return 'Une clé est faite de lettres sans accent, de chiffres et du signe _.';
    return taken.includes(key) ? 'Une autre question porte cette clé.' : '';
  };
  return h(TextEntry, {
    model, id: 'reglage-cle', label: 'Clé', code: true, value: field.key ?? '', check, hint: aboutKey(model, field),
    onValue: key => model.rekey(field, key),
  });
}

function aboutKey(model, field) {
  if (model.readers(field.key).length) {
    return 'D’autres lignes de ce formulaire lisent cette clé\u00a0: si elle change, changez-les aussi.';
  }
  return model.fresh.has(field.id) ? 'Elle suit la question jusqu’au premier enregistrement.'
    : 'Les diagrammes et les tables lisent la réponse par cette clé.';
}

function Readers({ model, field }) {
  const classe = field.properties?.classe ?? '';
  const options = CLASSES.map(known => ({ ...known, disabled: known.value === 'code' && isFreeText(field) }));
  const isKnown = CLASSES.some(known => known.value === classe);
  if (!isKnown) options.unshift({ value: classe, label: classe || 'À choisir', disabled: true });
  return h(SelectEntry, {
    id: 'reglage-classe', label: 'Qui lit la réponse', value: classe, options,
    hint: isFreeText(field) ? 'Un texte libre ne peut pas être un code\u00a0: aucune expression ne le lit.' : undefined,
    onValue: value => model.edit(field, { properties: { ...field.properties, classe: value } }),
  });
}

// What is answered before anybody does. A date and a list of several choices have none here.
function Default({ model, field }) {
  const keep = value => model.edit(field, { defaultValue: value });
  const { type, defaultValue: value } = field;
  const props = { model, id: 'reglage-defaut', label: 'Réponse proposée d’avance' };
  if (type === 'radio' || type === 'select') {
    const options = [{ value: '', label: 'Aucune' }, ...(field.values ?? [])];
    return h(SelectEntry, { ...props, options, value: value ?? '', onValue: chosen => keep(chosen || undefined) });
  }
  if (type === 'checkbox') {
    return h(CheckEntry, { ...props, label: 'Cochée d’avance', checked: value === true, onValue: on => keep(on || undefined) });
  }
  if (type === 'number') {
    const check = text => (typeof textToNumber(text) === 'string' ? 'Écrivez un nombre.' : '');
    const onValue = text => keep(textToNumber(text) ?? undefined);
    return h(TextEntry, { ...props, value: numberToText(value), check, onValue });
  }
  const lines = type === 'textarea' ? 2 : undefined;
  return isFreeText(field) && h(TextEntry, { ...props, lines, value: value ?? '', onValue: text => keep(text || undefined) });
}
