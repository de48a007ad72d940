import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { FUNCTIONS, OPERATORS, STANDARD } from '../src/editor/diagram/panel/functions.js';
import { unknownIn } from '../src/editor/diagram/panel/feel_names.js';
import { codeOf, refuseName } from '../src/editor/diagram/panel/names.js';
import { KINDS, kindOf } from '../src/editor/diagram/words.js';
import { translateModule } from '../src/editor/french/translate.js';
import { words } from '../src/editor/french/diagram_words.js';

test('French is written as it is printed', () => {
  const texts = [...Object.values(words), ...Object.values(KINDS), ...Object.values(FUNCTIONS).map(([, info]) => info)];
  for (const text of texts) assert.doesNotMatch(text, /'| [:;?!»]|« /, text);
});

test('the translation takes the later word, and fills it', () => {
  const [, translate] = translateModule({ 'Open {element}': 'x' }, { 'Open {element}': 'Ouvrir {element}' }).translate;
  assert.equal(translate('Open {element}', { element: 'Avis' }), 'Ouvrir Avis');
  assert.equal(translate('Unknown {x}'), 'Unknown {x}');
});

test('the panel has a French title for each event', () => {
  assert.equal(words['Timer Boundary Event (Non Interrupting)'], 'Minuterie pendant l’étape, sans interrompre');
  assert.equal(words['User Task'], 'Tâche');
});

test('an element is named by what it does', () => {
  assert.equal(kindOf({ $type: 'bpmn:SubProcess', triggeredByEvent: true }), 'Événement du processus');
  assert.equal(kindOf({ $type: 'bpmn:EndEvent', eventDefinitions: [{ $type: 'bpmn:TerminateEventDefinition' }] }),
    'Arrêt complet');
  assert.equal(kindOf({ $type: 'bpmn:ExclusiveGateway', incoming: [1, 2], outgoing: [3] }), 'Réunion des chemins');
});

test('a name is made of the words that were typed', () => {
  assert.equal(codeOf('Ménage parti, à l’étranger'), 'menage_parti_a_l_etranger');
  assert.equal(codeOf('2e visite'), '_2e_visite');
  assert.equal(refuseName('date_entree'), undefined);
  assert.match(refuseName('date entrée'), /sans accent/);
});

test('a name that nothing gives is seen', () => {
  const known = new Set(['accord', 'volets', 'today', 'ajouter jours ouvres', 'list contains', 'or']);
  const unknown = text => unknownIn(text, known);
  assert.deepEqual(unknown('ajouter jours ouvres(today(), 5)'), []);
  assert.deepEqual(unknown('accord = "OUI" or accrd = "NON"'), ['accrd']);
  assert.deepEqual(unknown('some v in volets satisfies v.nom = accord'), []);
  assert.deepEqual(unknown('volets[item = autre]'), []);
});

test('the functions that are offered are those of the engine', () => {
  const folder = new URL('../../../engine/feel/builtins/', import.meta.url);
  const files = fs.readdirSync(folder).filter(name => name.endsWith('.py'));
  const code = files.map(name => fs.readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const found = [...code.matchAll(/@builtin\(\s*"([^"]+)"/g)].map(([, name]) => name);
  const engine = new Set(found.filter(name => !OPERATORS.has(name)));
  for (const name of STANDARD) assert.ok(code.includes(`"${name}"`), name);
  for (const name of engine) assert.ok(STANDARD.includes(name), name);
});
