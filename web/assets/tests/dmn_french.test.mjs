// Every word that dmn-js asks its dictionary for is there in French.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DECISION_WORDS } from '../src/editor/decision/french.js';

const packages = new URL('../node_modules/', import.meta.url).pathname;
const LIBRARIES = ['dmn-js', 'dmn-js-boxed-expression', 'dmn-js-decision-table', 'dmn-js-drd', 'dmn-js-literal-expression', 'dmn-js-shared', 'table-js'];

function* sources(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const found = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(found);
    else if (entry.name.endsWith('.js')) yield fs.readFileSync(found, 'utf8');
  }
}

test('no word of dmn-js is left in English', () => {
  const asked = new Set();
  for (const library of LIBRARIES) {
    for (const source of sources(path.join(packages, library, 'lib'))) {
      for (const [, , word] of source.matchAll(/translate\(\s*(['"])([^'"]+)\1/g)) asked.add(word);
    }
  }
  assert.ok(asked.size > 150, String(asked.size));
  assert.deepEqual([...asked].filter(word => !(word in DECISION_WORDS)), []);
});

test('what a word is given, its translation says too', () => {
  for (const [word, french] of Object.entries(DECISION_WORDS)) {
    assert.equal(/\{/.test(word), /\{/.test(french), word);
    assert.ok(!/[:;!?»]/.test(french.replace(/\u00a0[:;!?»]/g, '').replace(/hh:mm:ss/g, '')), french);
  }
});
