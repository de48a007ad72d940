// What hides a question. Most often it is shown for some answers to another one: such a condition is
// chosen in a list, any other is written in FEEL.

const PART = /^([A-Za-z_][A-Za-z0-9_]*) != ("(?:[^"\\]|\\["\\])*"|true)$/;

// '=avis != "REFUS" and avis != "ATTENTE"' gives {key: 'avis', values: ['REFUS', 'ATTENTE']};
// undefined when the condition is another one.
export function readCondition(hide) {
  if (!hide?.startsWith('=')) return undefined;
  const parts = hide.slice(1).trim().split(' and ').map(part => PART.exec(part.trim()));
  if (!parts.every(part => part && part[1] === parts[0][1])) return undefined;
  return { key: parts[0][1], values: parts.map(part => JSON.parse(part[2])) };
}

// The other way; '' when no value is chosen.
export function writeCondition({ key, values }) {
  if (!values.length) return '';
  return `=${values.map(value => `${key} != ${JSON.stringify(value)}`).join(' and ')}`;
}

// A question that can steer another: its choices, as {value, label}.
export function answersOf(field) {
  if (field.type === 'checkbox') return [{ value: true, label: 'Case cochée' }];
  return field.type === 'radio' || field.type === 'select' ? field.values ?? [] : [];
}
