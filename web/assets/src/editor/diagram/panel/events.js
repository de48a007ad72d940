// What an event waits for or says.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { readProperty, writeProperty } from '../extensions.js';
import { isTriggered } from '../outline/order.js';
import { eventKind } from '../words.js';
import { text, tick } from './fields.js';
import { codeOf } from './names.js';
import { instructionField } from './plain.js';
import { readReference, referencesIn, writeReference } from './references.js';
import { groups } from './several.js';
import { formOf } from './steps.js';
import { suggested } from './suggested.js';
import { timer } from './timer_field.js';

const HERE = {
  'bpmn:BoundaryEvent': 'l’ouverture de l’étape', 'bpmn:StartEvent': 'le début du parcours',
  'bpmn:IntermediateCatchEvent': 'l’arrivée ici',
};
const NAMED = {
  message: ['Message', 'Son nom court, par lequel les scénarios le signalent\u00a0: menage_parti.'],
  signal: ['Signal', 'Celui qui émet et celui qui attend disent le même nom.'],
  error: ['Erreur', 'Celle que dit une fin du sous-processus.'],
  escalation: ['Escalade', 'Celle qui est émise dans le sous-processus.'],
};

export function eventFields(kit, element) {
  const bo = element.businessObject, kind = eventKind(bo);
  return [
    kind === 'timer' && timer(HERE[bo.$type]),
    kind in NAMED && referenceField(kit, kind),
    kind === 'link' && linkField(kit),
    ...kind === 'message' ? reported(kit) : [],
    ...interruption(kit, element, kind),
    kind === 'timer' && bo.$type === 'bpmn:StartEvent' && passedField(kit),
    kind === 'timer' && earlierField(kit),
    !kind && bo.$type === 'bpmn:StartEvent' && !is(element.parent, 'bpmn:SubProcess')
      && formOf(kit, 'zeebe:FormDefinition', 'Formulaire qui l’ouvre'),
  ];
}

function referenceField(kit, kind) {
  const [label, description] = NAMED[kind];
  const known = () => [...referencesIn(kit, kind), ...kind === 'message' ? kit.house.messages : []];
  return suggested('evenement', label, one => readReference(one, kind),
    (one, value) => writeReference(kit, one, kind, value),
    { suggestions: known, tidy: codeOf, description });
}

function linkField(kit) {
  return text('lien', 'Lien', one => one.businessObject.eventDefinitions[0].name ?? '',
    (one, value) => kit.modeling.updateModdleProperties(one, one.businessObject.eventDefinitions[0], { name: value }),
    { description: 'Le départ et l’arrivée portent le même nom.' });
}

// An event that people report: by which form, who may, what they read.
function reported(kit) {
  const read = one => readProperty(one, 'signale_par').split(/\s+/).filter(Boolean);
  return [
    formOf(kit, 'formulaire'),
    groups('signale_par', 'Qui peut le signaler', read,
      (one, codes) => writeProperty(kit, one, 'signale_par', codes.join(' ')),
      'Sans choix\u00a0: chaque métier qui travaille sur le dossier.'),
    instructionField(kit, 'Ce que lit la personne qui signale.'),
  ];
}

// An error always interrupts.
function interruption(kit, element, kind) {
  if (!kind || kind === 'error' || kind === 'cancel') return [];
  const change = name => (one, value) => kit.modeling.updateProperties(one, { [name]: value });
  if (is(element, 'bpmn:BoundaryEvent')) {
    return [tick('interrompt', 'Interrompt l’étape', one => one.businessObject.cancelActivity !== false,
      change('cancelActivity'))];
  }
  if (!is(element, 'bpmn:StartEvent') || !isTriggered(element.businessObject.$parent)) return [];
  return [tick('interrompt', 'Interrompt le reste du processus', one => one.businessObject.isInterrupting !== false,
    change('isInterrupting'))];
}

// A date that guards a limit: a chief may bring it forward in a dossier, and never put it off.
function earlierField(kit) {
  return tick('deplacement', 'Garde une limite\u00a0: dans un dossier, on peut l’avancer, pas la reculer',
    one => readProperty(one, 'deplacement') === 'avancer',
    (one, value) => writeProperty(kit, one, 'deplacement', value ? 'avancer' : ''));
}

function passedField(kit) {
  return tick('si_passe', 'Si la date est déjà passée, le noter seulement',
    one => readProperty(one, 'si_passe') === 'noter',
    (one, value) => writeProperty(kit, one, 'si_passe', value ? 'noter' : ''));
}
