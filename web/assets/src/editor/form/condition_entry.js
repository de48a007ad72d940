// When a question is shown: always, for some answers to another one, or by a formula.
import { Fragment, h } from 'preact';
import { useState } from 'preact/hooks';
import { answersOf, givesList, readCondition, writeCondition } from './condition.js';
import { NamesToRead, SelectEntry, TextEntry } from './entries.js';
import { nameOf } from './kinds.js';

const WAYS = [
  { value: 'toujours', label: 'Toujours' },
  { value: 'reponse', label: 'Selon une autre réponse' },
  { value: 'formule', label: 'Selon une formule FEEL' },
];

export function Condition({ model, field }) {
  const hide = field.conditional?.hide ?? '';
  const steering = model.questions().filter(other => other !== field && answersOf(other).length);
  const read = readCondition(hide);
  const known = read && steering.some(other => other.key === read.key && givesList(other) === !!read.isAmong);
  const [chosen, choose] = useState(null);
  const way = hide ? (known && chosen !== 'formule' ? 'reponse' : 'formule') : chosen ?? 'toujours';
  const keep = text => model.edit(field, { conditional: text ? { ...field.conditional, hide: text } : undefined });
  const changeWay = next => {
    choose(next);
    if (next === 'toujours' || (next === 'reponse' && !known)) keep('');
  };
  const ways = WAYS.map(option => ({ ...option, disabled: option.value === 'reponse' && !steering.length }));
  return h(Fragment, null,
    h(SelectEntry, {
      id: 'reglage-affichage', label: 'Quand elle s’affiche', value: way, options: ways, onValue: changeWay,
    }),
    way === 'reponse' && h(Answers, { steering, read, keep }),
    way === 'formule' && h(Formula, { model, field, hide, keep }));
}

function Formula({ model, field, hide, keep }) {
  const others = model.questions().filter(other => other !== field);
  const names = others.map(other => ({ name: other.key, label: nameOf(other) }));
  return h(Fragment, null,
    h(TextEntry, {
      model, id: 'reglage-condition', label: 'Masquée si', code: true, lines: 3, value: hide.replace(/^=/, ''),
      hint: 'Une formule FEEL, par exemple volet != "ACCES". Elle lit les clés des autres questions.',
      onValue: text => keep(text.trim() && `=${text.trim().replace(/^=/, '')}`),
    }),
    h(NamesToRead, { names }));
}

function Answers({ steering, read, keep }) {
  const [key, setKey] = useState(read?.key ?? steering[0].key);
  const other = steering.find(question => question.key === (read?.key ?? key));
  const values = read?.values ?? [];
  const change = (value, isOn) => keep(writeCondition({
    key: other.key,
    isAmong: givesList(other),
    values: answersOf(other).map(answer => answer.value).filter(one => (one === value ? isOn : values.includes(one))),
  }));
  const pick = next => { setKey(next); if (read) keep(''); };
  return h('div', { class: 'reglage reglage-dedans' },
    h(SelectEntry, {
      id: 'reglage-pilote', label: 'La question qui en décide', value: other.key, onValue: pick,
      options: steering.map(question => ({ value: question.key, label: nameOf(question) })),
    }),
    h('fieldset', null, h('legend', null, 'Affichée pour ces réponses'),
      answersOf(other).map((answer, index) => h('div', { key: index, class: 'form-check' },
        h('input', {
          type: 'checkbox', class: 'form-check-input', id: `reglage-pour-${index}`,
          checked: values.includes(answer.value),
          onChange: event => change(answer.value, event.target.checked),
        }),
        h('label', { class: 'form-check-label', for: `reglage-pour-${index}` }, answer.label)))),
    !values.length && h('p', { class: 'reglage-aide' }, 'Tant qu’aucune n’est cochée, elle s’affiche toujours.'));
}
