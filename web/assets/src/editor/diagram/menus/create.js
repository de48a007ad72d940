// What can be put on the drawing, in the words of the house.
import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries';
import { GATEWAYS } from '../words.js';

// [entry of bpmn-js, word]; the second part of the list is behind « Autre… » only.
const STEPS = {
  'user-task': 'Tâche', 'send-task': 'Message transmis', 'service-task': 'Action automatique', 'script-task': 'Calcul',
  'rule-task': 'Barème', 'call-activity': 'Processus appelé', 'expanded-subprocess': 'Sous-processus',
  'expanded-ad-hoc-subprocess': 'Sous-processus ad hoc (étapes sans ordre)',
};
const CHOICES = {
  'exclusive-gateway': GATEWAYS['bpmn:ExclusiveGateway'], 'parallel-gateway': GATEWAYS['bpmn:ParallelGateway'],
  'inclusive-gateway': GATEWAYS['bpmn:InclusiveGateway'], 'event-based-gateway': GATEWAYS['bpmn:EventBasedGateway'],
};
const WAITS = {
  'timer-intermediate-catch': 'Attente d’une date (minuterie)', 'message-intermediate-catch': 'Attente d’un message',
  'signal-intermediate-catch': 'Attente d’un signal', 'link-intermediate-catch': 'Arrivée d’un lien',
};
const THROWS = {
  'signal-intermediate-throw': 'Signal émis', 'escalation-intermediate-throw': 'Escalade',
  'link-intermediate-throw': 'Lien vers une autre place du dessin',
};
const ENDS = {
  'none-end-event': 'Fin', 'terminate-end': 'Arrêt complet', 'signal-end': 'Fin, avec un signal',
  'error-end': 'Fin, par une erreur', 'escalation-end': 'Fin, avec une escalade',
};
export const GROUPS = [
  ['Étapes', STEPS], ['Passerelles', CHOICES], ['Attentes', WAITS], ['Ce qui est émis', THROWS], ['Fins', ENDS],
];
export const AFTER_EVENT_GATEWAY = new Set(Object.keys(WAITS).filter(id => !id.startsWith('link')));

// One thing by its entry id: { id, label, className, target }.
export function thing(id) {
  const label = GROUPS.map(([, words]) => words[id]).find(Boolean);
  const { className, target } = PopupEntries[id];
  return { id, label, className, target };
}

// A group of steps comes with its beginning and its end; an event, with what it begins by.
export function shapesOf(factory, target, center = { x: 0, y: 0 }) {
  const main = factory.createShape({ ...target, ...center });
  if (target.type !== 'bpmn:SubProcess') return [main];
  const begins = target.triggeredByEvent
    ? { eventDefinitionType: 'bpmn:MessageEventDefinition', isInterrupting: false } : {};
  const middle = main.height / 2;
  const start = factory.createShape({ type: 'bpmn:StartEvent', ...begins, x: 40, y: middle - 18, parent: main });
  const task = factory.createShape({ type: 'bpmn:UserTask', x: 116, y: middle - 40, parent: main });
  const end = factory.createShape({ type: 'bpmn:EndEvent', x: main.width - 64, y: middle - 18, parent: main });
  const flows = [[start, task], [task, end]].map(([source, goal]) => factory.createConnection({
    type: 'bpmn:SequenceFlow', source, target: goal, parent: main,
    waypoints: [{ x: source.x + source.width, y: middle }, { x: goal.x, y: middle }],
  }));
  return [main, start, task, end, ...flows];
}
