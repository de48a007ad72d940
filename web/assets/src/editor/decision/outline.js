// The plan: every decision of the file in words, each line leading to its row.
import { Fragment, h, render } from 'preact';
import { announce } from '../../app/after_swap.js';
import { LineGestures, focusLine, onArrows, problemsInWords, sayMoved, sayRemoved, sayStuck } from '../form/gestures.js';
import { decisionsOf, told } from './words.js';

// model(): the file; show(id) leads to an element; edit(decision id, change(rows)) opens its table and
// changes it; count(row id) gives the number of its problems.
export function openOutline(place, { model, show, edit, count }) {
  const act = acts(place, show, edit);
  return {
    draw() {
      const decisions = decisionsOf(model()).map(told);
      render(h(Fragment, null,
        h('h2', null, 'Plan'),
        decisions.map(decision => h(Decision, { key: decision.id, decision, act, count }))), place);
    },
  };
}

function acts(place, show, edit) {
  return {
    show,
    async add(decision, after) {
      const id = await edit(decision.id, rows => rows.add(after));
      announce('Ligne ajoutée.');
      show(id);
    },
    async remove(decision, line) {
      const next = decision.lines[line.number] ?? decision.lines[line.number - 2];
      await edit(decision.id, rows => rows.remove(line.id));
      sayRemoved(`ligne ${line.number}`);
      focusLine(place, next?.id);
    },
    async move(decision, line, step) {
      const isMoved = await edit(decision.id, rows => rows.move(line.id, step));
      if (isMoved) sayMoved('Déplacée', line.number + step, decision.lines.length);
      else sayStuck(`Ligne ${line.number}`, step);
      focusLine(place, line.id, `[data-sens="${step}"]`);
    },
  };
}

function Decision({ decision, act, count }) {
  const { id, title, kind, lines, text } = decision;
  return h('section', { class: 'plan-decision' },
    h('div', { class: 'plan-tete' },
      h('h3', null, h('button', { type: 'button', class: 'plan-titre', onClick: () => act.show(id) }, title)),
      h('p', null, amount(decision)),
      kind === 'table' && h('button', {
        type: 'button', class: 'btn btn-sm btn-outline-secondary', onClick: () => act.add(decision),
      }, 'Ajouter une ligne à la fin')),
    kind === 'expression' && h('p', null, h('code', null, text || 'Expression vide')),
    lines.length > 0 && h('ol', { class: 'plan' },
      lines.map(line => h(Line, { key: line.id, decision, line, act, problems: count(line.id) }))));
}

function amount({ kind, lines }) {
  if (kind === 'expression') return 'Une expression';
  if (!kind) return 'Sans contenu';
  return lines.length > 1 ? `${lines.length} lignes` : lines.length ? '1 ligne' : 'La table est vide.';
}

function Line({ decision, line, act, problems }) {
  const move = step => act.move(decision, line, step);
  return h('li', { 'data-ligne': line.id, onKeyDown: onArrows(move) },
    h('span', { class: 'plan-rang', 'aria-hidden': 'true' }, line.number),
    h('button', { type: 'button', class: 'plan-nom plan-phrase', onClick: () => act.show(line.id) },
      h('span', { class: 'visually-hidden' }, `Ligne ${line.number}\u00a0: `),
      h(Sentence, { line }),
      line.note && h('span', { class: 'plan-note' }, line.note),
      problems > 0 && h('strong', { class: 'plan-probleme' }, problemsInWords(problems))),
    h(LineGestures, {
      about: `ligne ${line.number}`, move, add: () => act.add(decision, line.id), remove: () => act.remove(decision, line),
    }));
}

function Sentence({ line }) {
  return h('span', null,
    h(Parts, { parts: line.when, nothing: 'Dans tous les cas' }), ' → ', h(Parts, { parts: line.then, nothing: 'rien' }));
}

function Parts({ parts, nothing }) {
  if (!parts.length) return nothing;
  return parts.map(({ name, text }, index) =>
    h(Fragment, { key: index }, index > 0 && '\u00a0; ', `${name} `, h('code', null, text || '…')));
}
