// Dates as the house writes them in FEEL, read into their parts and written again.
//
// parts: { base, count, unit, side, moved, hour }
//   base: 'today()' or a variable's name; unit: a key of UNITS; side: '+' or '-';
//   moved: a key of MOVES; hour: '08:00', or '' for a day without an hour.

export const UNITS = {
  ouvres: 'jours ouvrés', ouvrables: 'jours ouvrables', D: 'jours', W: 'semaines', M: 'mois', Y: 'ans',
};
export const MOVES = {
  '': 'le jour même', precedent: 'avancé au jour ouvré précédent', suivant: 'reporté au jour ouvré suivant',
};

const NAME = /^[A-Za-z_]\w*$/;
const WORKING = /^ajouter jours (ouvres|ouvrables)\((.+), (\d+)\)$/;
const SHIFTED = /^(.+?) ([+-]) duration\("P(\d+)([DWMY])"\)$/;
const MOVED = /^jour ouvre (precedent|suivant)\((.+)\)$/;
const AT = /^date and time\((.+), time\("(\d\d:\d\d):00@Europe\/Paris"\)\)$/;

// The parts of « =ajouter jours ouvres(today(), 5) »; null for what is written otherwise.
export function readWhen(text) {
  if (!text?.startsWith('=')) return null;
  let rest = text.slice(1).trim(), hour = '', moved = '';
  const at = AT.exec(rest);
  if (at) [, rest, hour] = at;
  const move = MOVED.exec(rest);
  if (move) [, moved, rest] = move;
  const parts = readShift(rest);
  return parts && { ...parts, moved, hour };
}

function readShift(text) {
  const working = WORKING.exec(text);
  if (working) return isBase(working[2]) ? { base: working[2], count: +working[3], unit: working[1], side: '+' } : null;
  const shifted = SHIFTED.exec(text);
  if (shifted) {
    const [, base, side, count, unit] = shifted;
    return isBase(base) ? { base, count: +count, unit, side } : null;
  }
  return isBase(text) ? { base: text, count: 0, unit: 'D', side: '+' } : null;
}

function isBase(text) {
  return text === 'today()' || (NAME.test(text) && !['null', 'true', 'false'].includes(text));
}

// The FEEL text of parts: read again, it gives the same parts.
export function writeWhen({ base, count, unit, side, moved, hour }) {
  let text = base;
  if (count && (unit === 'ouvres' || unit === 'ouvrables')) text = `ajouter jours ${unit}(${base}, ${count})`;
  else if (count) text = `${base} ${side} duration("P${count}${unit}")`;
  if (moved) text = `jour ouvre ${moved}(${text})`;
  if (hour) text = `date and time(${text}, time("${hour}:00@Europe/Paris"))`;
  return `=${text}`;
}

// « 5 jours ouvrés après l’ouverture de la tâche », « 1 mois avant « Date de fin » ».
// here: what today() is at that place; label: name of a variable -> how it is told.
export function tellWhen(parts, here, label) {
  const base = parts.base === 'today()' ? here : label(parts.base);
  const first = parts.count ? `${counted(parts)} ${parts.side === '-' ? 'avant' : 'après'} ${base}` : base;
  const moved = parts.moved ? `, ${MOVES[parts.moved]}` : '';
  const [hours, minutes] = parts.hour.split(':');
  return first + moved + (parts.hour ? `, à ${+hours}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}` : '');
}

function counted({ count, unit }) {
  const words = count > 1 || unit === 'M' ? UNITS[unit] : UNITS[unit].replace(/s\b/g, '');
  return `${count}\u00a0${words}`;
}
