// The settings of what is selected: what the engine reads of it, and nothing else.
import { Fragment, h, render } from 'preact';
import { Condition } from './condition_entry.js';
import { NamesToRead, TextEntry } from './entries.js';
import { isQuestion, kindName, nameOf } from './kinds.js';
import { Question } from './question.js';
import { NumberRule } from './rules.js';

// problems(field): those of the file that are its own, asked at each drawing.
export function openPanel(place, model, problems) {
  const draw = () => {
    const field = model.selected();
    const props = { key: field?.id, model, field, problems: field ? problems(field) : [] };
    render(h(field ? Panel : Nothing, props), place);
  };
  model.onChange(draw);
  draw();
  return {
    // isNew: its words are there to be written over.
    focus(isNew) {
      const first = place.querySelector('input, textarea, select') ?? place.querySelector('h2');
      first?.focus();
      if (isNew) first?.select?.();
    },
  };
}

function Nothing() {
  return h(Fragment, null,
    h('h2', null, 'Réglages'),
    h('p', { class: 'reglage-aide' }, 'Choisissez une question, dans le formulaire ou dans le plan, pour la régler.'));
}

function Panel({ model, field, problems }) {
  const props = { model, field };
  const told = problems.map(problem => h('li', null, problem.message));
  return h(Fragment, null,
    h('h2', { tabIndex: -1 }, kindName(field)),
    told.length > 0 && h('ul', { class: 'reglage-problemes' }, told),
    isQuestion(field) && h(Question, props),
    field.type === 'text' && h(ShownText, props),
    field.type === 'group' && h(GroupTitle, props),
    field.type === 'spacer' && h(NumberRule, { ...props, name: 'height', label: 'Hauteur, en pixels' }),
    field.type === 'separator' && h('p', { class: 'reglage-aide' }, 'Un trait n’a pas de réglage.'));
}

function GroupTitle({ model, field }) {
  const keep = text => model.edit(field, { label: text.trim() });
  return h(TextEntry, { model, id: 'reglage-libelle', label: 'Titre du groupe', value: field.label ?? '', onValue: keep });
}

function ShownText({ model, field }) {
  const isFormula = field.text?.startsWith('=');
  const own = model.questions().map(one => ({ name: one.key, label: nameOf(one) }));
  const names = [...own, ...model.variables.filter(({ name }) => !own.some(one => one.name === name))];
  return h(Fragment, null,
    h(TextEntry, {
      model, id: 'reglage-texte', label: 'Texte', lines: 8, value: field.text ?? '', code: isFormula,
      hint: '**gras**, *italique*, une ligne vide entre deux paragraphes. S’il commence par =, c’est une formule '
        + 'FEEL, qui peut lire le dossier.',
      onValue: text => model.edit(field, { text }),
    }),
    isFormula && h(NamesToRead, { names }),
    h(Condition, { model, field }));
}
