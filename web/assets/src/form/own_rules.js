// Our date and number fields keep what was typed when it cannot be read: it is refused here.

const DATE = /^\d{4}-\d\d-\d\d$/;
const SHAPES = {
  date: [DATE, 'Écrivez une date qui existe, par exemple 14/09/2026.'],
  time: [/^\d\d:\d\d/, 'Écrivez une heure, par exemple 14:30.'],
  datetime: [/^\d{4}-\d\d-\d\dT\d\d:\d\d/, 'Donnez une date et une heure, par exemple 14/09/2026 et 14:30.'],
};

// The message, or undefined when there is nothing to say.
export function refusal(field, value) {
  if (typeof value !== 'string' || !value) return undefined;
  if (field.type === 'number') {
    return Number.isNaN(Number(value)) ? 'Écrivez un nombre, par exemple 345,50.' : undefined;
  }
  if (field.type !== 'datetime') return undefined;
  const [shape, message] = SHAPES[field.subtype];
  if (!shape.test(value)) return message;
  return field.disallowPassedDates && isPast(value) ? 'La date ne peut pas être passée.' : undefined;
}

function isPast(value) {
  const today = new Date().toLocaleDateString('sv-SE');
  return DATE.test(value.slice(0, 10)) && value.slice(0, 10) < today;
}
