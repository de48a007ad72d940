// The words of bpmn-js and of its panel, in the French of the house: what can be reached here.
import { EVENTS, GATEWAYS, KINDS, TRIGGERED } from '../diagram/words.js';

const TOOLS = {
  'Activate hand tool': 'Déplacer la vue', 'Activate lasso tool': 'Choisir plusieurs éléments',
  'Activate create/remove space tool': 'Faire ou reprendre de la place',
  'Activate global connect tool': 'Relier deux étapes',
  'Search in diagram': 'Chercher dans le dessin', 'Open {element}': 'Ouvrir {element}',
  'No matches found': 'Rien ne correspond',
  'Click to remove dynamic value with FEEL expression': 'Écrire un texte au lieu d’une formule',
  'Click to set a dynamic value with FEEL expression': 'Écrire une formule au lieu d’un texte',
  'FEEL expression is mandatory': 'Une formule est attendue',
  'Unparsable FEEL expression.': 'Cette formule n’est pas lisible.',
  'Open pop-up editor': 'Ouvrir en grand', 'Opened in editor': 'Ouvert en grand',
  'Select an element to edit its properties.': 'Choisissez un élément du dessin pour le régler.',
  'Multiple elements are selected. Select a single element to edit its properties.':
    'Plusieurs éléments sont choisis. Choisissez-en un seul pour le régler.',
  'flow elements must be children of pools/participants': 'Une étape se pose à l’intérieur du processus.',
  'Data object must be placed within a pool/participant.': 'Une donnée se pose à l’intérieur du processus.',
};

const PAD = {
  Delete: 'Supprimer', 'Change element': 'Changer', 'Append end event': 'Ajouter une fin après',
  'Append gateway': 'Ajouter un choix après',
  'Append task': 'Ajouter une tâche après', 'Append intermediate/boundary event': 'Ajouter un événement après',
  'Append receive task': 'Ajouter une attente après', 'Append compensation activity': 'Ajouter une compensation',
  'Append message intermediate catch event': 'Attendre un message',
  'Append timer intermediate catch event': 'Attendre une date',
  'Append signal intermediate catch event': 'Attendre un signal',
  'Append conditional intermediate catch event': 'Attendre une condition',
  'Add text annotation': 'Ajouter une note', 'Connect to other element': 'Relier à une autre étape',
  'Connect using association': 'Relier à un élément', 'Connect using data input association': 'Relier à un élément',
  'Add lane above': 'Ajouter un couloir au-dessus', 'Add lane below': 'Ajouter un couloir au-dessous',
  'Divide into two lanes': 'Diviser en deux couloirs', 'Divide into three lanes': 'Diviser en trois couloirs',
  'Align elements': 'Aligner', 'Align elements ': 'Aligner\u00a0: ', 'Align elements left': 'Aligner à gauche',
  'Align elements right': 'Aligner à droite', 'Align elements center': 'Aligner au centre',
  'Align elements top': 'Aligner en haut',
  'Align elements middle': 'Aligner au milieu', 'Align elements bottom': 'Aligner en bas',
  'Distribute elements horizontally': 'Répartir en largeur', 'Distribute elements vertically': 'Répartir en hauteur',
};

// « Changer »: what an element may become.
const CHANGES = {
  'User task': 'Tâche', 'Service task': 'Action automatique', 'Send task': 'Message transmis',
  'Receive task': 'Attente d’un message',
  'Manual task': 'Étape notée', Task: 'Étape notée', 'Business rule task': 'Barème', 'Script task': 'Calcul',
  'Call activity': 'Processus appelé',
  'Sub-process': 'Sous-processus', 'Sub-process (expanded)': 'Sous-processus',
  'Sub-process (collapsed)': 'Sous-processus replié',
  'Event sub-process': TRIGGERED, Transaction: 'Transaction',
  'Ad-hoc sub-process': 'Sous-processus ad hoc (étapes sans ordre)',
  'Ad-hoc sub-process (expanded)': 'Sous-processus ad hoc (étapes sans ordre)',
  'Ad-hoc sub-process (collapsed)': 'Sous-processus ad hoc replié',
  'Exclusive gateway': GATEWAYS['bpmn:ExclusiveGateway'], 'Parallel gateway': GATEWAYS['bpmn:ParallelGateway'],
  'Inclusive gateway': GATEWAYS['bpmn:InclusiveGateway'], 'Event-based gateway': GATEWAYS['bpmn:EventBasedGateway'],
  'Complex gateway': 'Passerelle complexe',
  'Sequence flow': 'Flux', 'Default flow': 'Flux par défaut', 'Conditional flow': 'Flux avec condition',
  'Empty pool/participant': 'Processus replié', 'Empty pool/participant (removes content)': 'Processus replié',
  'Expanded pool/participant': 'Processus',
  'Start event': 'Début', 'End event': 'Fin', 'Intermediate throw event': 'Point de passage',
  'Boundary event': 'Événement sur l’étape',
  'Terminate end event': 'Arrêt complet', 'Link intermediate catch event': 'Arrivée d’un lien',
  'Link intermediate throw event': 'Lien vers une autre place du dessin',
  'Parallel multi-instance': 'Répéter pour tous à la fois',
  'Sequential multi-instance': 'Répéter pour l’un après l’autre',
  Loop: 'Recommencer', Collection: 'Liste', 'Participant multiplicity': 'Plusieurs',
  'Toggle non-interrupting': 'Interrompre ou non',
};

const DEFINITIONS = {
  timer: 'Timer', message: 'Message', signal: 'Signal', error: 'Error', escalation: 'Escalation', cancel: 'Cancel',
  link: 'Link', terminate: 'Terminate',
};
const PLACES = {
  'bpmn:StartEvent': 'start event', 'bpmn:IntermediateCatchEvent': 'intermediate catch event',
  'bpmn:IntermediateThrowEvent': 'intermediate throw event', 'bpmn:EndEvent': 'end event',
  'bpmn:BoundaryEvent': 'boundary event',
};

// « Timer boundary event (non-interrupting) », and the panel's « Timer Boundary Event (Non Interrupting) ».
function events() {
  const found = {};
  for (const [type, words] of Object.entries(EVENTS)) {
    for (const [kind, french] of Object.entries(words)) {
      const english = `${DEFINITIONS[kind]} ${PLACES[type]}`;
      found[english] = french;
      found[`${english} (non-interrupting)`] = `${french}, sans interrompre`;
      found[titled(english)] = french;
      found[`${titled(english)} (Non Interrupting)`] = `${french}, sans interrompre`;
    }
  }
  return found;
}

function titled(text) {
  return text.replace(/\b\w/g, letter => letter.toUpperCase());
}

// The panel's title: « User Task » for bpmn:UserTask.
function titles() {
  const spaced = type => type.replace('bpmn:', '').replace(/\B([A-Z])/g, ' $1');
  return Object.fromEntries(Object.entries(KINDS).map(([type, french]) => [spaced(type), french]));
}

export const words = {
  ...events(), ...titles(), ...TOOLS, ...PAD, ...CHANGES,
  'Expanded Sub Process': 'Sous-processus', 'Collapsed Sub Process': 'Sous-processus replié',
  'Event Sub Process': TRIGGERED,
  'Expanded Ad Hoc Sub Process': 'Sous-processus ad hoc',
  'Collapsed Ad Hoc Sub Process': 'Sous-processus ad hoc replié',
  'Default Flow': 'Flux par défaut', 'Conditional Flow': 'Flux avec condition',
};
