// Between what is typed in French and what is kept. What cannot be read is kept as typed.

export function dateToText(value) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value ?? '');
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : value ?? '';
}

// '1/9/26', '01-09-2026' or '01092026' give '2026-09-01'; '' gives null; '31/02/2026' stays as it is.
export function textToDate(text) {
  const typed = text.trim();
  if (!typed) return null;
  const parts = /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4}|\d{2})$/.exec(typed)
    ?? /^(\d\d)(\d\d)(\d{4})$/.exec(typed);
  if (!parts) return typed;
  const [, day, month, short] = parts.map(Number);
  const year = parts[3].length === 2 ? nearestCentury(short) : short;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900;
  return exists ? date.toISOString().slice(0, 10) : typed;
}

// Two digits: up to ten years ahead, otherwise in the past (birth dates).
function nearestCentury(short) {
  const limit = new Date().getFullYear() + 10;
  return 2000 + short <= limit ? 2000 + short : 1900 + short;
}

export function timeToText(value) {
  return value ?? '';
}

// '14h30', '14 h', '14:30' or '1430' give 'HH:MM'; '' gives null; the rest stays as it is.
export function textToTime(text) {
  const typed = text.trim();
  if (!typed) return null;
  const parts = /^(\d{1,2})\s*[h:.]\s*(\d\d)?$/i.exec(typed) ?? /^(\d\d)(\d\d)$/.exec(typed);
  if (!parts) return typed;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2] ?? 0)];
  return hours < 24 && minutes < 60 ? `${two(hours)}:${two(minutes)}` : typed;
}

export function numberToText(value) {
  return value === null || value === undefined ? '' : String(value).replace('.', ',');
}

// '1 234,50 €' gives 1234.5 (or '1234.50' asText); '' gives null; 'douze' stays as it is.
export function textToNumber(text, asText) {
  const typed = text.trim();
  if (!typed) return null;
  const plain = typed.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return typed;
  return asText ? plain : Number(plain);
}

export function two(number) {
  return String(number).padStart(2, '0');
}
