// Names made from what a person writes: keys of questions, codes of choices.

// Words that FEEL reads as its own: a key may not be one.
const TAKEN_BY_FEEL = new Set(['if', 'then', 'else', 'for', 'in', 'return', 'some', 'every', 'satisfies',
  'and', 'or', 'not', 'between', 'null', 'true', 'false', 'function', 'instance', 'date', 'time', 'duration']);

// 'D’où vient le ménage ?' gives 'd_ou_vient_le_menage'; '' when there is no letter in it.
export function keyFrom(label) {
  const key = words(label).toLowerCase().slice(0, 50).replace(/_+$/, '');
  if (!key) return '';
  return /^\d/.test(key) || TAKEN_BY_FEEL.has(key) ? `reponse_${key}` : key;
}

// 'Sans abri' gives 'SANS_ABRI'.
export function codeFrom(label) {
  return words(label).toUpperCase().slice(0, 40).replace(/_+$/, '');
}

// The name itself, or with the first number that makes it new.
export function unique(name, taken) {
  const known = new Set(taken);
  if (!known.has(name)) return name;
  let number = 2;
  while (known.has(`${name}_${number}`)) number += 1;
  return `${name}_${number}`;
}

// True when a text in FEEL reads that name.
export function mentions(text, name) {
  return new RegExp(`(?<![\\p{L}\\p{N}_])${name.replace(/[^\w]/g, '\\$&')}(?![\\p{L}\\p{N}_])`, 'u').test(text ?? '');
}

function words(label) {
  return label.replace(/œ/g, 'oe').replace(/Œ/g, 'OE').replace(/æ/g, 'ae')
    .normalize('NFD').replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
}
