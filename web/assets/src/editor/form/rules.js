// What an answer must be: its bounds, its length, its form.
import { Fragment, h } from 'preact';
import { numberToText, textToNumber } from '../../form/codecs.js';
import { TextEntry } from './entries.js';

export function NumberRules(props) {
  const { model, field } = props;
  const keepUnit = text => model.edit(field, {
    appearance: without({ ...field.appearance, suffixAdorner: text.trim() || undefined }),
  });
  return h('div', { class: 'reglage-paire' },
    h(NumberRule, { ...props, rule: 'min', label: 'Au moins' }),
    h(NumberRule, { ...props, rule: 'max', label: 'Au plus' }),
    h(NumberRule, { ...props, name: 'decimalDigits', label: 'Décimales' }),
    h(TextEntry, { model, id: 'reglage-unite', label: 'Unité', value: field.appearance?.suffixAdorner ?? '', onValue: keepUnit }));
}

export function TextRules(props) {
  const { model, field } = props;
  return h(Fragment, null,
    h('div', { class: 'reglage-paire' },
      h(NumberRule, { ...props, rule: 'minLength', label: 'Longueur, au moins' }),
      h(NumberRule, { ...props, rule: 'maxLength', label: 'Longueur, au plus' })),
    h(TextEntry, {
      model, id: 'reglage-motif', label: 'Forme attendue', code: true, value: field.validate?.pattern ?? '',
      hint: 'Une expression régulière, par exemple [0-9]{5} pour un code postal. Vide le plus souvent.',
      onValue: text => editRule(model, field, 'pattern', text || undefined),
    }));
}

// rule: a part of `validate`; name: a property of the component itself. A bound may have decimals.
export function NumberRule({ model, field, rule, name, label }) {
  const value = rule ? field.validate?.[rule] : field[name];
  const isWhole = !['min', 'max'].includes(rule);
  const check = text => {
    const number = textToNumber(text);
    if (typeof number === 'string') return 'Écrivez un nombre.';
    return number !== null && isWhole && !(Number.isInteger(number) && number >= 0) ? 'Écrivez un nombre entier.' : '';
  };
  const keep = text => {
    const number = textToNumber(text) ?? undefined;
    return rule ? editRule(model, field, rule, number) : model.edit(field, { [name]: number });
  };
  return h(TextEntry, { model, id: `reglage-${rule ?? name}`, label, value: numberToText(value), check, onValue: keep });
}

export function editRule(model, field, rule, value) {
  model.edit(field, { validate: without({ ...field.validate, [rule]: value }) });
}

// Without the parts that are undefined, or nothing when none is left.
function without(parts) {
  const kept = Object.entries(parts).filter(([, value]) => value !== undefined);
  return kept.length ? Object.fromEntries(kept) : undefined;
}
