// The words for what stands on a drawing: those of the pages of a process, and of the checks.

export const KINDS = {
  'bpmn:StartEvent': 'Début',
  'bpmn:EndEvent': 'Fin',
  'bpmn:IntermediateCatchEvent': 'Attente',
  'bpmn:IntermediateThrowEvent': 'Point de passage',
  'bpmn:BoundaryEvent': 'Pendant l’étape',
  'bpmn:Task': 'Étape notée',
  'bpmn:ManualTask': 'Étape notée',
  'bpmn:UserTask': 'Tâche',
  'bpmn:ServiceTask': 'Action automatique',
  'bpmn:SendTask': 'Message transmis',
  'bpmn:ReceiveTask': 'Attente d’un message',
  'bpmn:ScriptTask': 'Calcul',
  'bpmn:BusinessRuleTask': 'Barème',
  'bpmn:ExclusiveGateway': 'Choix',
  'bpmn:ParallelGateway': 'Plusieurs chemins ensemble',
  'bpmn:InclusiveGateway': 'Un ou plusieurs chemins',
  'bpmn:EventBasedGateway': 'Ce qui arrive en premier',
  'bpmn:SubProcess': 'Sous-processus',
  'bpmn:Transaction': 'Transaction',
  'bpmn:AdHocSubProcess': 'Sous-processus ad hoc',
  'bpmn:CallActivity': 'Processus appelé',
  'bpmn:SequenceFlow': 'Flux',
  'bpmn:Lane': 'Couloir',
  'bpmn:Participant': 'Processus',
  'bpmn:Process': 'Processus',
  'bpmn:Collaboration': 'Processus',
  'bpmn:TextAnnotation': 'Note',
  'bpmn:Association': 'Lien d’une note',
  'bpmn:Group': 'Cadre',
  'bpmn:DataObjectReference': 'Donnée',
};

const STARTS = {
  timer: 'Début sur minuterie', message: 'Début sur message', signal: 'Début sur signal', error: 'Début sur erreur',
  escalation: 'Début sur escalade',
};
const CAUGHT = {
  timer: 'Attente d’une date', message: 'Attente d’un message', signal: 'Attente d’un signal',
  link: 'Arrivée d’un lien',
};
const THROWN = { signal: 'Signal émis', escalation: 'Escalade', link: 'Lien' };
const ENDS = {
  signal: 'Fin, avec un signal', error: 'Fin, par une erreur', escalation: 'Fin, avec une escalade',
  terminate: 'Arrêt complet', cancel: 'Fin, par une annulation',
};
const DURING = {
  timer: 'Minuterie pendant l’étape', message: 'Message pendant l’étape', signal: 'Signal pendant l’étape',
  error: 'Erreur dans l’étape', escalation: 'Escalade dans l’étape', cancel: 'Annulation de l’étape',
};
// What an event is, by its BPMN type and what it waits for or says.
export const EVENTS = {
  'bpmn:StartEvent': STARTS, 'bpmn:IntermediateCatchEvent': CAUGHT, 'bpmn:IntermediateThrowEvent': THROWN,
  'bpmn:EndEvent': ENDS, 'bpmn:BoundaryEvent': DURING,
};

// In the menus, with the name that BPMN gives.
export const GATEWAYS = {
  'bpmn:ExclusiveGateway': 'Choix (passerelle exclusive)',
  'bpmn:ParallelGateway': 'Plusieurs chemins ensemble (passerelle parallèle)',
  'bpmn:InclusiveGateway': 'Un ou plusieurs chemins (passerelle inclusive)',
  'bpmn:EventBasedGateway': 'Ce qui arrive en premier (passerelle d’événements)',
};
export const TRIGGERED = 'Événement du processus (sous-processus événementiel)';

// timer, message, signal, error, escalation, link, terminate, cancel; empty for none.
export function eventKind(bo) {
  const type = bo.eventDefinitions?.[0]?.$type ?? '';
  const word = type.replace('bpmn:', '').replace('EventDefinition', '');
  return word.charAt(0).toLowerCase() + word.slice(1);
}

const JOINS = {
  'bpmn:ParallelGateway': 'Attente de tous les chemins', 'bpmn:InclusiveGateway': 'Attente de tous les chemins ouverts',
};

// What a BPMN element is, in a few words.
export function kindOf(bo) {
  if (isJoin(bo)) return JOINS[bo.$type] ?? 'Réunion des chemins';
  if (bo.$type === 'bpmn:SubProcess' && bo.triggeredByEvent) return 'Événement du processus';
  return EVENTS[bo.$type]?.[eventKind(bo)] ?? KINDS[bo.$type] ?? bo.$type.replace('bpmn:', '');
}

// A gateway that several ways come to and one leaves: nothing is chosen there.
export function isJoin(bo) {
  return /Gateway$/.test(bo.$type) && (bo.outgoing ?? []).length === 1 && (bo.incoming ?? []).length > 1;
}

// How it is named in a sentence: « Pré-diagnostic social », or its kind when it has no name.
export function calledOf(bo) {
  const name = (bo.name ?? bo.text ?? '').replace(/\s+/g, ' ').trim();
  return name ? `«\u00a0${name}\u00a0»` : `un élément sans nom (${kindOf(bo).toLowerCase()})`;
}
