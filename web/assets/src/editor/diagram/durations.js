// Durations and repetitions of ISO 8601, as far as they are of one unit: « P10D », « R3/P1W ».

export const UNITS = { H: 'heures', D: 'jours', W: 'semaines', M: 'mois', Y: 'ans' };

const DURATION = /^P(?:(\d+)([DWMY])|T(\d+)(H))$/;
const CYCLE = /^R(\d*)\/(.+)$/;

// { count, unit }, or null for what is written otherwise.
export function readDuration(text) {
  const found = DURATION.exec(text ?? '');
  return found && { count: +(found[1] ?? found[3]), unit: found[2] ?? found[4] };
}

export function writeDuration({ count, unit }) {
  return unit === 'H' ? `PT${count}H` : `P${count}${unit}`;
}

// { count, unit, times }; times 0: without end.
export function readCycle(text) {
  const found = CYCLE.exec(text ?? '');
  const each = found && readDuration(found[2]);
  return each && { ...each, times: +found[1] };
}

export function writeCycle({ times, ...each }) {
  return `R${times || ''}/${writeDuration(each)}`;
}

export function tellDuration({ count, unit }) {
  return `${count}\u00a0${count > 1 || unit === 'M' ? UNITS[unit] : UNITS[unit].replace(/s$/, '')}`;
}
