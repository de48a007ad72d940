// The components that the engine accepts, and how a new one starts.

// create: what a new one holds beside its type; reads: what the panel offers.
export const KINDS = [
  kind('textfield', 'Texte court', 'Questions', () => ({ label: 'Nouvelle question', validate: { maxLength: 80 } })),
  kind('textarea', 'Texte long', 'Questions', () => ({ label: 'Nouvelle question', validate: { maxLength: 500 } })),
  kind('number', 'Nombre', 'Questions', () => ({ label: 'Nouveau nombre', decimalDigits: 0, validate: { min: 0 } })),
  kind('datetime', 'Date', 'Questions', () => ({ subtype: 'date', dateLabel: 'Nouvelle date' })),
  kind('radio', 'Un seul choix', 'Choix', () => ({ label: 'Nouveau choix', values: yesNo() })),
  kind('select', 'Liste déroulante', 'Choix', () => ({ label: 'Nouvelle liste', values: two() })),
  kind('checklist', 'Plusieurs choix', 'Choix', () => ({ label: 'Nouveau choix multiple', values: two() })),
  kind('checkbox', 'Case à cocher', 'Choix', () => ({ label: 'Nouvelle case' })),
  kind('text', 'Texte à lire', 'Mise en page', () => ({ text: 'Texte à lire' })),
  kind('group', 'Groupe', 'Mise en page', () => ({ label: 'Nouveau groupe', components: [], showOutline: true })),
  kind('separator', 'Trait', 'Mise en page', () => ({})),
  kind('spacer', 'Espace', 'Mise en page', () => ({ height: 30 })),
];

export const CLASSES = [
  { value: 'code', label: 'Code\u00a0: pilote le parcours, lu par les expressions' },
  { value: 'partage', label: 'Partagée entre les partenaires' },
  { value: 'mdl', label: 'MDL seulement' },
  { value: 'xlh', label: 'XL Habitat seulement' },
  { value: 'vvc', label: 'Volet violences' },
];

const QUESTIONS = new Set(['textfield', 'textarea', 'number', 'datetime', 'select', 'radio', 'checklist', 'checkbox']);
const BY_TYPE = new Map(KINDS.map(known => [known.type, known]));

export function kindOf(field) {
  return BY_TYPE.get(field.type);
}

export function kindName(field) {
  return kindOf(field)?.name ?? `Composant «\u00a0${field.type}\u00a0»`;
}

export function isQuestion(field) {
  return QUESTIONS.has(field.type);
}

export function isFreeText(field) {
  return field.type === 'textfield' || field.type === 'textarea';
}

export function hasChoices(field) {
  return field.type === 'select' || field.type === 'radio' || field.type === 'checklist';
}

// The property that holds the question.
export function labelProperty(field) {
  return field.type === 'datetime' ? 'dateLabel' : 'label';
}

// What the outline and the messages call it.
export function nameOf(field) {
  if (field.type === 'text') return shortened(field.text ?? '') || 'Texte vide';
  return field[labelProperty(field)] || field.label || field.key || kindName(field);
}

export function classeName(field) {
  const classe = field.properties?.classe;
  return CLASSES.find(known => known.value === classe)?.label.split('\u00a0:')[0] ?? (classe || 'À choisir');
}

function kind(type, name, group, create) {
  const question = ['Questions', 'Choix'].includes(group);
  return { type, name, group, create: () => ({ ...create(), ...(question && { properties: { classe: 'partage' } }) }) };
}

function shortened(text) {
  if (text.startsWith('=')) return 'Texte calculé';
  const plain = text.replace(/[*_#>`]/g, '').replace(/\s+/g, ' ').trim();
  return plain.length > 70 ? `${plain.slice(0, 69)}…` : plain;
}

function yesNo() {
  return [{ label: 'Oui', value: 'OUI' }, { label: 'Non', value: 'NON' }];
}

function two() {
  return [{ label: 'Premier choix', value: 'PREMIER_CHOIX' }, { label: 'Deuxième choix', value: 'DEUXIEME_CHOIX' }];
}
