import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateToText, numberToText, textToDate, textToNumber, textToTime } from '../src/form/codecs.js';

test('a date is read as it is written in French', () => {
  for (const text of ['1/9/2026', '01/09/26', '01-09-2026', '1.9.2026', '01092026']) {
    assert.equal(textToDate(text), '2026-09-01', text);
  }
  assert.equal(textToDate('12/05/84'), '1984-05-12');
  assert.equal(textToDate('  '), null);
});

test('a date that does not exist is kept as typed', () => {
  for (const text of ['31/02/2026', '29/02/2026', '1/13/2026', 'demain']) assert.equal(textToDate(text), text);
  assert.equal(textToDate('29/02/2028'), '2028-02-29');
  assert.equal(dateToText('31/02/2026'), '31/02/2026');
});

test('a date is shown day first', () => {
  assert.equal(dateToText('2026-09-01'), '01/09/2026');
  assert.equal(dateToText(null), '');
});

test('a time is read in the usual forms', () => {
  for (const text of ['14h30', '14 h 30', '14:30', '1430']) assert.equal(textToTime(text), '14:30', text);
  assert.equal(textToTime('9h'), '09:00');
  assert.equal(textToTime('25:00'), '25:00');
  assert.equal(textToTime(''), null);
});

test('a number has a comma and may have spaces', () => {
  assert.equal(textToNumber('1 234,50'), 1234.5);
  assert.equal(textToNumber('1\u202f234,50 €'), 1234.5);
  assert.equal(textToNumber('-3'), -3);
  assert.equal(textToNumber('345,50', true), '345.50');
  assert.equal(textToNumber(''), null);
  assert.equal(textToNumber('douze'), 'douze');
  assert.equal(textToNumber('1.234,50'), '1.234,50');
  assert.equal(numberToText(345.5), '345,5');
  assert.equal(numberToText(0), '0');
});
