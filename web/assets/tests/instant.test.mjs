import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join, split } from '../src/form/instant.js';
import { refusal } from '../src/form/own_rules.js';

process.env.TZ = 'Europe/Paris';
const field = (subtype, format) => ({ type: 'datetime', subtype, timeSerializingFormat: format });

test('a date and a time make one value', () => {
  const parts = { date: '2026-07-14', time: '14:30' };
  assert.equal(join(parts, field('datetime', 'no_timezone')), '2026-07-14T14:30');
  assert.equal(join(parts, field('datetime', 'utc_offset')), '2026-07-14T14:30+02:00');
  assert.equal(join(parts, field('datetime', 'utc_normalized')), '2026-07-14T12:30Z');
});

test('the value comes back as its parts, in local time', () => {
  const parts = { date: '2026-07-14', time: '14:30' };
  for (const value of ['2026-07-14T14:30', '2026-07-14T14:30+02:00', '2026-07-14T12:30Z']) {
    assert.deepEqual(split(value, 'datetime'), parts, value);
  }
  assert.deepEqual(split('14:30', 'time'), { date: null, time: '14:30' });
  assert.deepEqual(split(null, 'datetime'), { date: null, time: null });
});

test('half an instant is kept, and refused', () => {
  const half = join({ date: '2026-07-14', time: null }, field('datetime', 'no_timezone'));
  assert.deepEqual(split(half, 'datetime'), { date: '2026-07-14', time: null });
  assert.match(refusal(field('datetime'), half), /une date et une heure/);
  assert.equal(join({ date: null, time: null }, field('datetime')), null);
});

test('what cannot be read is refused in French', () => {
  assert.match(refusal(field('date'), '31/02/2026'), /qui existe/);
  assert.match(refusal({ type: 'number' }, 'douze'), /un nombre/);
  assert.equal(refusal(field('date'), '2026-02-28'), undefined);
  assert.equal(refusal({ type: 'number' }, 12), undefined);
  assert.match(refusal({ ...field('date'), disallowPassedDates: true }, '2020-01-01'), /passée/);
});
