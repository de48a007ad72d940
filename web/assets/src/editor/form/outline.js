// The plan: every line of the form in words, made to be used with the keyboard alone.
import { Fragment, h, render } from 'preact';
import { LineGestures, focusLine, onArrows, problemsInWords, sayMoved, sayRemoved, sayStuck } from './gestures.js';
import { classeName, isQuestion, kindName, nameOf } from './kinds.js';

// show(field): selects it and moves the focus to its settings; add(after): asks which kind, and adds it.
export function openOutline(place, model, { show, add, problems }) {
  const act = { show, add, move: (field, step) => move(place, model, field, step), remove: field => remove(place, model, field) };
  const draw = () => render(h(Outline, { model, act, problems }), place);
  model.onChange(draw);
  draw();
}

function move(place, model, field, step) {
  const what = `«\u00a0${nameOf(field)}\u00a0»`;
  if (!model.move(field, step)) sayStuck(what, step);
  else {
    const lines = model.lines();
    sayMoved(what, lines.findIndex(line => line.field === field) + 1, lines.length);
  }
  focusLine(place, field.id, `[data-sens="${step}"]`);
}

function remove(place, model, field) {
  const fields = model.lines().map(line => line.field);
  const index = fields.indexOf(field);
  model.remove(field);
  sayRemoved(`«\u00a0${nameOf(field)}\u00a0»`);
  focusLine(place, (fields[index + 1] ?? fields[index - 1])?.id);
}

function Outline({ model, act, problems }) {
  const lines = model.lines();
  const amount = lines.length ? `${lines.length} ligne${lines.length > 1 ? 's' : ''}` : 'Le formulaire est vide.';
  return h(Fragment, null,
    h('div', { class: 'plan-tete' },
      h('h2', null, 'Plan'),
      h('p', null, amount),
      h('button', {
        type: 'button', class: 'btn btn-sm btn-outline-secondary', onClick: () => act.add(null),
      }, 'Ajouter une question à la fin')),
    lines.length > 0 && h('ol', { class: 'plan' }, lines.map(({ field, depth }, index) => h(Line, {
      key: field.id, field, depth, rank: index + 1, isCurrent: model.selected() === field, act, count: problems(field).length,
    }))));
}

function Line({ field, depth, rank, isCurrent, act, count }) {
  const moveBy = step => act.move(field, step);
  return h('li', { 'data-ligne': field.id, style: { marginInlineStart: `${depth * 1.5}rem` }, onKeyDown: onArrows(moveBy) },
    h('span', { class: 'plan-rang', 'aria-hidden': 'true' }, rank),
    h('button', {
      type: 'button', class: 'plan-nom', 'aria-current': isCurrent ? 'true' : undefined, onClick: () => act.show(field),
    },
    h('span', null, nameOf(field)),
    h(Facts, { field, count })),
    h(LineGestures, { about: nameOf(field), move: moveBy, add: () => act.add(field), remove: () => act.remove(field) }));
}

function Facts({ field, count }) {
  const facts = [kindName(field)];
  if (isQuestion(field)) facts.push(h('code', null, field.key), classeName(field));
  if (field.validate?.required) facts.push('obligatoire');
  if (field.conditional?.hide) facts.push('sous condition');
  if (count) facts.push(h('strong', { class: 'plan-probleme' }, problemsInWords(count)));
  return h('span', { class: 'plan-faits' },
    facts.map((fact, index) => h(Fragment, { key: index }, index > 0 && ' · ', fact)));
}
