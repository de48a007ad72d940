// What the FEEL fields know: the process's variables and the functions of the engine, in French.
import { snippetCompletion } from '@codemirror/autocomplete';
import { EditorState, StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { snippets } from '@bpmn-io/lang-feel';
import { FUNCTIONS, OPERATORS, STANDARD } from './functions.js';

const PHRASES = {
  Completions: 'Propositions', 'Control character': 'Caractère de contrôle', 'Selection deleted': 'Sélection supprimée',
  Diagnostics: 'Erreurs', 'No diagnostics': 'Aucune erreur', close: 'fermer',
};
const FORMS = [
  ['if ${condition} then ${valeur} else ${sinon}', 'if', 'si… alors… sinon'],
  ['for ${element} in ${liste} return ${valeur}', 'for', 'pour chaque élément d’une liste'],
  ['some ${element} in ${liste} satisfies ${condition}', 'some', 'au moins un élément d’une liste'],
  ['every ${element} in ${liste} satisfies ${condition}', 'every', 'tous les éléments d’une liste'],
  ['null', 'null', 'sans valeur'],
  ['true', 'true', 'vrai'],
  ['false', 'false', 'faux'],
];

// The snippets of the FEEL language are one shared list.
export function speakFrench() {
  const french = FORMS.map(([form, label, detail]) => snippetCompletion(form, { label, detail, type: 'keyword' }));
  snippets.splice(0, snippets.length, ...french);
}

const known = new WeakMap();

// The same list for the same context: the editor is configured again only when it changes.
export function variablesFor(house) {
  if (!known.has(house)) {
    known.set(house, house.variables.map(({ name, label }) => ({ name, info: label || undefined })));
  }
  return known.get(house);
}

export function languageOf(house) {
  const names = [...new Set([...STANDARD, ...house.functions])].filter(name => !OPERATORS.has(name));
  return { parserDialect: undefined, builtins: names.map(functionOf) };
}

function functionOf(name) {
  const [params, info] = FUNCTIONS[name] ?? [[], ''];
  return { name, type: 'function', params: params.map(param => ({ name: param })), info: info || undefined };
}

// CodeMirror's own words, given to each field when it is first used.
export function translateFields(place) {
  place.addEventListener('focusin', event => {
    const dom = event.target.closest?.('.cm-editor');
    const view = dom && EditorView.findFromDOM(dom);
    if (!view || view.state.phrase('Completions') !== 'Completions') return;
    view.dispatch({ effects: StateEffect.appendConfig.of(EditorState.phrases.of(PHRASES)) });
  });
}
