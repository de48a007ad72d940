// What each kind of step asks for: the group and form of a task, the inputs of an action…
import {
  extensionOf, readAttribute, readMapping, readProperty, writeAttributes, writeMapping, writeProperty,
} from '../extensions.js';
import { giveLane, giveTo, groupOfTask } from '../rules/lanes.js';
import { choice, formula, text } from './fields.js';
import { refuseName } from './names.js';
import { rows } from './rows.js';
import { valued } from './valued.js';
import { when } from './when_field.js';

const CATALOGUE = [{ text: 'Toutes les actions', address: '/atelier/actions' }];
const NEW = { text: 'Nouveau formulaire', address: '/atelier#nouveau' };
const ACTION_WORDS = {
  reference: 'Référence du dossier', destinataire: 'À qui', modele: 'Message transmis', motif: 'Motif',
  metier: 'Métier',
};

export function taskFields(kit) {
  return [
    choice('qui', 'Qui', groupOfTask, (element, code) => giveTo(kit, element, code), () => groupOptions(kit)),
    formOf(kit, 'zeebe:FormDefinition'),
    when('echeance', 'Échéance', readDue, (element, value) => writeDue(kit, element, value),
      { here: 'l’ouverture de la tâche', none: 'aucune' }),
  ];
}

function readDue(element) {
  return readAttribute(element, 'zeebe:TaskSchedule', 'dueDate');
}

function writeDue(kit, element, value) {
  writeAttributes(kit, element, 'zeebe:TaskSchedule', { dueDate: value });
}

export function laneFields(kit) {
  return [choice('qui', 'Métier', element => kit.groupOf(element.businessObject.name) ?? '',
    (element, code) => { if (code) giveLane(kit, element, code); }, () => groupOptions(kit),
    { description: 'Les tâches du couloir reviennent à ce métier.' })];
}

function groupOptions(kit) {
  return [{ value: '', label: 'à choisir' }, ...kit.house.groups.map(({ code, label }) => ({ value: code, label }))];
}

// The form of a task or of a process's beginning, or of an event that people report (a property).
export function formOf(kit, type, label = 'Formulaire') {
  const inProperty = type === 'formulaire';
  const read = element => (inProperty ? readProperty(element, type) : readAttribute(element, type, 'formId'));
  const write = (element, value) => (inProperty ? writeProperty(kit, element, type, value)
    : writeAttributes(kit, element, type, { formId: value }));
  const links = element => {
    const form = kit.house.forms.find(({ id }) => id === read(element));
    return [...form ? [{ text: 'Modifier ce formulaire', address: form.address }] : [], NEW];
  };
  const options = element =>
    listed(kit.house.forms.map(({ id, title }) => ({ value: id, label: title || id })), read(element));
  return choice('formulaire', label, read, write, options, { links });
}

// The list, with what is chosen though nobody knows it.
function listed(list, chosen) {
  const sorted = [...list].sort((a, b) => a.label.localeCompare(b.label, 'fr'));
  const unknown = chosen && !list.some(({ value }) => value === chosen)
    ? [{ value: chosen, label: `${chosen} (inconnu)` }] : [];
  return [{ value: '', label: 'à choisir' }, ...unknown, ...sorted];
}

export function actionFields(kit, element) {
  const type = 'zeebe:TaskDefinition';
  const name = readAttribute(element, type, 'type');
  const options = one =>
    listed(kit.house.actions.map(action => ({ value: action.name, label: action.label ?? action.name })),
    readAttribute(one, type, 'type'));
  const change = (one, next) => { writeAttributes(kit, one, type, { type: next }); keepAsked(kit, one, next); };
  const action = actionNamed(kit, name);
  return [
    choice('action', 'Action', one => readAttribute(one, type, 'type'), change, options,
      { description: action ? told(action) : undefined, links: () => CATALOGUE }),
    ...(action?.inputs ?? []).map(input => inputField(kit, input, action.words?.[input])),
  ];
}

// What it does, then what the steps that follow may read.
function told(action) {
  const given = action.outputs.map(name => {
    const about = action.words?.[name];
    return about ? `${about.label} (${name}\u00a0: ${about.type})` : name;
  });
  return [action.does, given.length ? `Donne ensuite\u00a0: ${given.join('\u00a0; ')}.` : '']
    .filter(Boolean).join(' ') || undefined;
}

function actionNamed(kit, name) {
  return kit.house.actions.find(action => action.name === name);
}

// The inputs that the action asks for, no other; the file's reference is known.
function keepAsked(kit, element, name) {
  const asked = actionNamed(kit, name)?.inputs ?? [];
  const before = readMapping(element, 'inputParameters');
  const next = asked.map(target => before.find(row => row.target === target)
    ?? { target, source: target === 'reference' ? '=reference' : '' });
  writeMapping(kit, element, 'inputParameters', next.filter(({ source }) => source));
}

function inputField(kit, target, about) {
  const label = about?.label ?? ACTION_WORDS[target] ?? target;
  const read = element => readMapping(element, 'inputParameters').find(row => row.target === target)?.source ?? '';
  const write = (element, source) => {
    const before = readMapping(element, 'inputParameters');
    const at = before.findIndex(row => row.target === target);
    const next = before.toSpliced(at < 0 ? before.length : at, at < 0 ? 0 : 1, ...source ? [{ target, source }] : []);
    writeMapping(kit, element, 'inputParameters', next);
  };
  const id = `entree_${target}`;
  if (target === 'destinataire') return valued(id, label, read, write,
    () => kit.house.groups.map(one => [one.code, one.label]));
  if (target === 'modele') return valued(id, label, read, write,
    () => kit.house.templates.map(one => [one.id, one.label]));
  const description = about ? `${target}\u00a0: ${about.type}.` : undefined;
  return formula(id, label, read, write, { feel: 'optional', description });
}

export function scriptFields(kit) {
  return [
    formula('calcul', 'Formule', element => readAttribute(element, 'zeebe:Script', 'expression'),
      (element, value) => writeAttributes(kit, element, 'zeebe:Script', { expression: value })),
    resultField(kit, 'zeebe:Script'),
  ];
}

export function decisionFields(kit) {
  const type = 'zeebe:CalledDecision';
  const read = element => readAttribute(element, type, 'decisionId');
  const links = element => kit.house.decisions.filter(({ id }) => id === read(element))
    .map(({ address }) => ({ text: 'Modifier cette décision', address }));
  const options = element =>
    listed(kit.house.decisions.map(({ id, name }) => ({ value: id, label: name || id })), read(element));
  return [
    choice('decision', 'Décision', read,
      (element, value) => writeAttributes(kit, element, type, { decisionId: value }), options, { links }),
    resultField(kit, type),
  ];
}

function resultField(kit, type) {
  return text('resultat', 'Résultat', element => readAttribute(element, type, 'resultVariable'),
    (element, value) => writeAttributes(kit, element, type, { resultVariable: value }),
    { validate: refuseName, description: 'Le nom de la variable que les étapes suivantes liront.' });
}

export function callFields(kit) {
  const type = 'zeebe:CalledElement';
  const read = element => readAttribute(element, type, 'processId');
  const write = (element, value) => writeAttributes(kit, element, type,
    extensionOf(element.businessObject, type) ? { processId: value }
      : { processId: value, propagateAllChildVariables: false });
  const links = element => kit.house.processes.filter(({ id }) => id === read(element))
    .map(({ address }) => ({ text: 'Modifier ce processus', address }));
  const options = element =>
    listed(kit.house.processes.map(({ id, name }) => ({ value: id, label: name || id })), read(element));
  const names = () => kit.house.variables.map(({ name }) => name);
  return [
    choice('processus', 'Processus appelé', read, write, options, { links }),
    rows('donne', 'Ce qui lui est donné', 'inputParameters', 'Donner une variable', names),
    rows('rendu', 'Ce qu’il rend', 'outputParameters', 'Reprendre une variable', names),
  ];
}

