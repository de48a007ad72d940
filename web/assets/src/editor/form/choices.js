// The answers that a question proposes, in order: what is read, and the code that is kept.
import { h } from 'preact';
import { useRef } from 'preact/hooks';
import { announce } from '../../app/after_swap.js';
import { TextEntry } from './entries.js';
import { Gesture } from './gestures.js';
import { codeFrom, unique } from './names.js';

export function Choices({ model, field }) {
  const list = useRef();
  const values = field.values ?? [];
  const keep = next => model.edit(field, { values: next });
  const focus = (index, part) =>
    requestAnimationFrame(() => list.current?.children[index]?.querySelector(part)?.focus());
  const act = {
    add() {
      const code = unique('CHOIX', values.map(choice => choice.value));
      model.fresh.add(nameIn(field, code));
      keep([...values, { label: 'Nouveau choix', value: code }]);
      focus(values.length, 'input');
    },
    remove(index) {
      keep(values.filter((_, place) => place !== index));
      announce(`Choix «\u00a0${values[index].label}\u00a0» retiré.`);
      focus(Math.min(index, values.length - 2), 'input');
    },
    move(index, step) {
      const next = [...values];
      next.splice(index + step, 0, ...next.splice(index, 1));
      keep(next);
      announce(`«\u00a0${values[index].label}\u00a0», choix ${index + step + 1} sur ${values.length}.`);
      focus(index + step, `[data-sens="${step}"]`);
    },
    edit(index, part) { keep(values.map((choice, place) => (place === index ? { ...choice, ...part } : choice))); },
  };
  return h('fieldset', { class: 'reglage choix' },
    h('legend', null, 'Choix proposés'),
    h('ol', { ref: list }, values.map((choice, index) => h(Choice, { key: index, model, field, choice, index, act }))),
    h('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary', onClick: act.add }, 'Ajouter un choix'));
}

// A code given by us that nothing reads yet follows what the choice says.
function nameIn(field, code) {
  return `${field.id}/${code}`;
}

function Choice({ model, field, choice, index, act }) {
  const id = `choix-${field.id}-${index}`;
  const others = field.values.filter((_, place) => place !== index).map(other => other.value);
  const rename = label => {
    const made = model.fresh.delete(nameIn(field, choice.value)) && codeFrom(label);
    const value = made ? unique(made, others) : choice.value;
    if (made) model.fresh.add(nameIn(field, value));
    act.edit(index, { label, value });
  };
  const check = text => {
    if (!text.trim()) return 'Écrivez un code.';
    return others.includes(text.trim()) ? 'Un autre choix porte ce code.' : '';
  };
  const recode = text => {
    model.fresh.delete(nameIn(field, choice.value));
    act.edit(index, { value: text.trim() });
  };
  return h('li', null,
    h(TextEntry, { model, id: `${id}-libelle`, label: `Choix ${index + 1}`, value: choice.label ?? '', onValue: rename }),
    h(TextEntry, {
      model, id: `${id}-code`, label: 'Code', code: true, value: String(choice.value ?? ''), check, onValue: recode,
    }),
    h(Gestures, { about: choice.label, index, last: field.values.length - 1, act }));
}

function Gestures({ about, index, last, act }) {
  const up = () => act.move(index, -1), down = () => act.move(index, 1);
  return h('div', { class: 'choix-gestes' },
    h(Gesture, { sign: '↑', word: 'Monter', about, disabled: index === 0, 'data-sens': '-1', onClick: up }),
    h(Gesture, { sign: '↓', word: 'Descendre', about, disabled: index === last, 'data-sens': '1', onClick: down }),
    h(Gesture, { sign: '✕', word: 'Retirer', about, onClick: () => act.remove(index) }));
}
