// What hides a question. Most often it is shown for some answers to another one: such a condition is
// chosen in a list, any other is written in FEEL.

const NAME = '([A-Za-z_][A-Za-z0-9_]*)';
const TEXT = '"(?:[^"\\\\]|\\\\["\\\\])*"';
const ONE = new RegExp(`^${NAME} != (${TEXT}|true)$`);
const AMONG = new RegExp(`^list contains\\(${NAME}, (${TEXT})\\) != true$`);

// '=avis != "REFUS" and avis != "ATTENTE"' gives {key: 'avis', values: ['REFUS', 'ATTENTE']}, and
// '=list contains(pieces, "BAIL") != true' {key: 'pieces', values: ['BAIL'], isAmong: true}; undefined
// when the condition is another one.
export function readCondition(hide) {
  if (!hide?.startsWith('=')) return undefined;
  for (const [pattern, isAmong] of [[ONE, false], [AMONG, true]]) {
    const parts = hide.slice(1).trim().split(' and ').map(part => pattern.exec(part.trim()));
    if (parts.every(part => part && part[1] === parts[0][1])) {
      return { key: parts[0][1], values: parts.map(part => JSON.parse(part[2])), ...(isAmong && { isAmong }) };
    }
  }
  return undefined;
}

// The other way; '' when no value is chosen.
export function writeCondition({ key, values, isAmong }) {
  if (!values.length) return '';
  const part = value => {
    const said = JSON.stringify(value);
    return isAmong ? `list contains(${key}, ${said}) != true` : `${key} != ${said}`;
  };
  return `=${values.map(part).join(' and ')}`;
}

// A question that can steer another: its choices, as {value, label}.
export function answersOf(field) {
  if (field.type === 'checkbox') return [{ value: true, label: 'Case cochée' }];
  return ['radio', 'select', 'checklist'].includes(field.type) ? field.values ?? [] : [];
}

// Whether several of its choices may be given at once.
export function givesList(field) {
  return field.type === 'checklist';
}
