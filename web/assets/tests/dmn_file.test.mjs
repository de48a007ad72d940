// A file of decisions that is opened and saved without a change is the same file, byte for byte.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { DmnModdle } from 'dmn-moddle';
import { openDecisions } from '../src/editor/decision/file.js';
import { placeOf } from '../src/editor/decision/places.js';
import { columnName, decisionsOf, told } from '../src/editor/decision/words.js';

const folder = new URL('../../../processes/decisions/', import.meta.url);

async function opened(name) {
  const text = fs.readFileSync(new URL(name, folder), 'utf8');
  const moddle = new DmnModdle();
  const { rootElement, warnings } = await moddle.fromXML(text, 'dmn:Definitions');
  assert.deepEqual(warnings, []);
  const write = async () => (await moddle.toXML(rootElement, { format: true })).xml;
  const file = openDecisions(text);
  file.opened(await write());
  return { text, definitions: rootElement, save: async () => file.write(await write()) };
}

for (const name of fs.readdirSync(folder).filter(file => file.endsWith('.dmn'))) {
  test(`${name} comes back as it was, and a change touches nothing else`, async () => {
    const { text, definitions, save } = await opened(name);
    assert.equal(await save(), text);
    const [decision] = decisionsOf(definitions);
    const { name: before } = decision;
    decision.name = 'Autre nom';
    assert.equal(await save(), text.replace(`id="${decision.id}" name="${before}"`, `id="${decision.id}" name="Autre nom"`));
  });
}

test('a decision is told line by line', async () => {
  const { definitions } = await opened('D3_IMPAYE_CONSTITUE.dmn');
  const [impaye, loyer] = decisionsOf(definitions).map(told);
  assert.equal(impaye.title, 'Impayé constitué');
  assert.equal(impaye.lines.length, 6);
  assert.deepEqual(impaye.lines[0].when.map(part => `${part.name} ${part.text}`), ['Date du fait < date("2027-01-01")', 'Dette en mois de loyer >= 2']);
  assert.deepEqual(loyer.lines[1].then, [{ name: 'Loyer de référence', text: 'loyer_brut' }]);
  assert.equal(columnName(definitions, 'sortie_constitue'), 'Impayé constitué');
  assert.equal(columnName(definitions, 'ailleurs'), '');
});

test('a problem’s element is found in its decision, line, cell or column', async () => {
  const { definitions } = await opened('D3_IMPAYE_CONSTITUE.dmn');
  const decision = 'D3_IMPAYE_CONSTITUE';
  const none = { row: undefined, column: undefined, cell: undefined };
  assert.deepEqual(placeOf(definitions, decision), { decision, ...none });
  assert.deepEqual(placeOf(definitions, 'table_D3_IMPAYE_CONSTITUE'), { decision, ...none });
  assert.deepEqual(placeOf(definitions, 'regle_2'), { decision, ...none, row: 'regle_2' });
  assert.deepEqual(placeOf(definitions, 'regle_2_dette'), { decision, ...none, row: 'regle_2', cell: 'regle_2_dette' });
  assert.deepEqual(placeOf(definitions, 'expression_dette'), { decision, ...none, column: 'entree_dette' });
  assert.deepEqual(placeOf(definitions, 'valeurs_constitue'), { decision, ...none, column: 'sortie_constitue' });
  assert.equal(placeOf(definitions, '-'), null);
});
