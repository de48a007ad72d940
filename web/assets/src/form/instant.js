// form-js keeps a date as 2026-09-14, a time as 14:30, both as 2026-09-14T14:30, with a zone when
// the field asks for one. What is half given or unreadable is kept too: own_rules.js refuses it.
import { two } from './codecs.js';

const ZONED = /T\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/;

// Gives {date, time}; both null when there is nothing.
export function split(value, subtype) {
  if (typeof value !== 'string' || !value) return { date: null, time: null };
  if (subtype === 'date') return { date: value, time: null };
  if (subtype === 'time') return { date: null, time: withoutZone(value) };
  if (ZONED.test(value)) return local(new Date(value));
  const cut = value.indexOf('T');
  return { date: value.slice(0, cut) || null, time: withoutZone(value.slice(cut + 1)) || null };
}

export function join({ date, time }, { subtype, timeSerializingFormat: format }) {
  if (subtype === 'date') return date;
  if (subtype === 'time') return time && time + zone(new Date(), format);
  if (!date && !time) return null;
  const plain = `${date ?? ''}T${time ?? ''}`;
  const instant = new Date(plain);
  if (Number.isNaN(instant.getTime())) return plain;
  if (format === 'utc_normalized') return `${instant.toISOString().slice(0, 16)}Z`;
  return plain + zone(instant, format);
}

function withoutZone(text) {
  return /^\d\d:\d\d/.test(text) ? text.slice(0, 5) : text;
}

function local(instant) {
  return {
    date: [instant.getFullYear(), two(instant.getMonth() + 1), two(instant.getDate())].join('-'),
    time: `${two(instant.getHours())}:${two(instant.getMinutes())}`,
  };
}

function zone(instant, format) {
  if (format !== 'utc_offset') return '';
  const minutes = -instant.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
