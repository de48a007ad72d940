// « 14 h 05 », « 14 h »: this moment, as the pages write an hour.

export function clock() {
  const now = new Date();
  const minutes = now.getMinutes();
  const told = minutes ? `\u00a0${String(minutes).padStart(2, '0')}` : '';
  return `${now.getHours()}\u00a0h${told}`;
}
