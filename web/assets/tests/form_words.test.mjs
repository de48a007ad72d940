import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { readCondition, writeCondition } from '../src/editor/form/condition.js';
import { KINDS } from '../src/editor/form/kinds.js';
import { moveOf } from '../src/editor/form/moves.js';
import { codeFrom, keyFrom, mentions, unique } from '../src/editor/form/names.js';

test('a key is made from the question', () => {
  assert.equal(keyFrom('D’où vient le ménage\u00a0?'), 'd_ou_vient_le_menage');
  assert.equal(keyFrom('  Âge du cœur (2e) '), 'age_du_coeur_2e');
  assert.equal(keyFrom('3 enfants'), 'reponse_3_enfants');
  assert.equal(keyFrom('Date'), 'reponse_date');
  assert.equal(keyFrom('…'), '');
  assert.equal(keyFrom('mot '.repeat(40)).length <= 50, true);
  assert.equal(codeFrom('Sans abri, à la rue'), 'SANS_ABRI_A_LA_RUE');
  assert.equal(unique('a', ['a', 'a_2']), 'a_3');
  assert.equal(unique('a', ['b']), 'a');
});

test('a name is found in a formula as a whole word', () => {
  assert.equal(mentions('=dette != null', 'dette'), true);
  assert.equal(mentions('=dette_loyer != null and x', 'dette'), false);
  assert.equal(mentions('=endetté', 'endett'), false);
  assert.equal(mentions(undefined, 'dette'), false);
});

test('a condition on the answers of one question is read and written', () => {
  for (const hide of ['=accord != "NON"', '=avis != "REFUS" and avis != "ATTENTE"', '=ok != true']) {
    assert.equal(writeCondition(readCondition(hide)), hide);
  }
  assert.deepEqual(readCondition('=avis != "REFUS" and avis != "ATTENTE"'), { key: 'avis', values: ['REFUS', 'ATTENTE'] });
  for (const hide of ['=dette = null', '=a != "A" and list contains(a, "B") != true', '=a != "A" and b != "B"', '=a != "A" or a != "B"', '', undefined]) {
    assert.equal(readCondition(hide), undefined, hide);
  }
  assert.equal(writeCondition({ key: 'a', values: [] }), '');
  const among = '=list contains(pieces, "BAIL") != true and list contains(pieces, "EDL") != true';
  assert.deepEqual(readCondition(among), { key: 'pieces', values: ['BAIL', 'EDL'], isAmong: true });
  assert.equal(writeCondition(readCondition(among)), among);
});

test('every condition on a question of the files is one that can be chosen, or a formula', () => {
  const folder = new URL('../../../processes/formulaires/', import.meta.url);
  for (const name of fs.readdirSync(folder).filter(file => file.endsWith('.form'))) {
    const { components } = JSON.parse(fs.readFileSync(new URL(name, folder), 'utf8'));
    for (const { conditional, type } of components) {
      if (conditional && type !== 'text') assert.ok(readCondition(conditional.hide), `${name} ${conditional.hide}`);
    }
  }
});

test('the kinds are those that the engine accepts, and no free text is a code', () => {
  const read = fs.readFileSync(new URL('../../../engine/bpm/forms/read.py', import.meta.url), 'utf8');
  const list = name => [...new RegExp(`^${name} = \\(([^)]*)\\)`, 'm').exec(read)[1].matchAll(/"(\w+)"/g)].map(found => found[1]);
  assert.deepEqual(KINDS.map(kind => kind.type).sort(), [...list('INPUTS'), ...list('DISPLAYS'), 'group'].sort());
  for (const kind of KINDS.filter(({ type }) => list('INPUTS').includes(type))) {
    assert.equal(kind.create().properties.classe, 'partage', kind.type);
  }
});

// root: rows A [a], B [b, c], G [g: rows H [h]]
function tree() {
  const h = { id: 'h', _parent: 'g' };
  const [a, b, c] = ['a', 'b', 'c'].map(id => ({ id, _parent: 'root' }));
  const g = { id: 'g', type: 'group', _parent: 'root', components: [h] };
  const root = { id: 'root', components: [a, b, c, g] };
  const rows = { root: [['A', ['a']], ['B', ['b', 'c']], ['G', ['g']]], g: [['H', ['h']]] };
  const all = Object.fromEntries([a, b, c, g, h, root].map(one => [one.id, one]));
  const reads = { get: id => all[id], rowsOf: id => rows[id].map(([row, components]) => ({ id: row, components })) };
  return (id, step) => {
    const move = moveOf(all[id], step, reads);
    return move && [move.target.id, move.targetIndex, move.targetRow?.id ?? null];
  };
}

test('a line moves over a whole row, within its own, into a group and out of it', () => {
  const move = tree();
  assert.deepEqual(move('a', 1), ['root', 3, 'A']);
  assert.equal(move('a', -1), null);
  assert.deepEqual(move('b', 1), ['root', 3, 'B']);
  assert.deepEqual(move('b', -1), ['root', 1, null]);
  assert.deepEqual(move('c', 1), ['root', 3, null]);
  assert.deepEqual(move('g', -1), ['root', 1, 'G']);
  assert.equal(move('g', 1), null);
  assert.deepEqual(move('h', -1), ['root', 3, null]);
  assert.deepEqual(move('h', 1), ['root', 4, null]);
});
