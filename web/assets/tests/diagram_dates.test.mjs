import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { readCycle, readDuration, writeCycle, writeDuration } from '../src/editor/diagram/durations.js';
import { readWhen, tellWhen, writeWhen } from '../src/editor/diagram/when.js';

const folder = new URL('../../../processes/diagrammes/', import.meta.url);

test('a date is read into its parts and written again as it was', () => {
  for (const text of [
    '=ajouter jours ouvres(today(), 5)', '=date_entree + duration("P30D")', '=date_audience - duration("P42D")',
    '=a_revoir_le',
    '=jour ouvre precedent(date_entree + duration("P10M"))',
    '=date and time(date_fin_max - duration("P1D"), time("08:00:00@Europe/Paris"))',
    '=date and time(jour ouvre precedent(date_entree + duration("P9M")), time("08:30:00@Europe/Paris"))',
  ]) assert.equal(writeWhen(readWhen(text)), text);
});

test('what is written otherwise stays a formula', () => {
  for (const text of ['', 'P10D', '=min(date_suivi, date_fin_max)',
    '=ajouter jours ouvres(if a = null then b else a, 15)', '=null']) {
    assert.equal(readWhen(text), null, text);
  }
});

test('every date of our diagrams is either kept or left alone', () => {
  const texts = fs.readdirSync(folder).map(name => fs.readFileSync(new URL(name, folder), 'utf8'));
  const found = texts.flatMap(text =>
    [...text.matchAll(/dueDate="([^"]+)"|:timeDate [^>]+>([^<]+)</g)].map(one => one[1] ?? one[2]));
  const read = found.map(text => text.replaceAll('&#34;', '"').replaceAll('&gt;', '>'));
  const parts = read.filter(text => readWhen(text));
  assert.ok(parts.length > read.length * 0.8);
  for (const text of parts) assert.equal(writeWhen(readWhen(text)), text);
});

test('a date is told in words', () => {
  const told = text => tellWhen(readWhen(text), 'l’ouverture de la tâche', name => name);
  assert.equal(told('=ajouter jours ouvres(today(), 5)'), '5\u00a0jours ouvrés après l’ouverture de la tâche');
  assert.equal(told('=ajouter jours ouvres(today(), 1)'), '1\u00a0jour ouvré après l’ouverture de la tâche');
  assert.equal(told('=date_fin - duration("P1M")'), '1\u00a0mois avant date_fin');
  assert.equal(told('=date and time(x, time("08:00:00@Europe/Paris"))'), 'x, à 8\u00a0h');
});

test('a duration and a rhythm are read and written', () => {
  for (const text of ['P10D', 'P2M', 'PT4H', 'P1Y']) assert.equal(writeDuration(readDuration(text)), text);
  for (const text of ['R/P1M', 'R3/P1W']) assert.equal(writeCycle(readCycle(text)), text);
  for (const text of ['P1M10D', '=x', '', undefined]) assert.equal(readDuration(text), null);
});
