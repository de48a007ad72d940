// « 14 h 05 », « 14 h »: this moment, as the pages write an hour.

export function clock(date = new Date()) {
  const minutes = date.getMinutes();
  const told = minutes ? `\u00a0${String(minutes).padStart(2, '0')}` : '';
  return `${date.getHours()}\u00a0h${told}`;
}
