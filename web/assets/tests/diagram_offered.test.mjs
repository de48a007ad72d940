// The menus offer what the engine runs: read in its own grammar.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { EVENTS, TYPES, isOffered } from '../src/editor/diagram/menus/offered.js';

const dialect = new URL('../../../engine/bpm/dialect/', import.meta.url);
const model = fs.readFileSync(new URL('model.py', dialect), 'utf8');
const grammar = fs.readFileSync(new URL('grammar.py', dialect), 'utf8');
const kinds = Object.fromEntries([...model.matchAll(/^ {4}([A-Z_]+) = "(\w+)"$/gm)].map(([, name, word]) =>
  [name, word]));

function allowed(kind) {
  const block = grammar.match(new RegExp(`ALLOWED_EVENTS[^]*?Kind\\.${kind}: ([^{]*\\{[^}]*\\})`))[1];
  const catching = block.includes('CATCHING') ? ['timer', 'message', 'signal'] : [];
  return [...catching, ...[...block.matchAll(/EventKind\.(\w+)/g)].map(([, name]) => name.toLowerCase())];
}

test('each kind of step that is offered is one that runs', () => {
  const known = new Set(Object.values(kinds));
  const local = type => type.replace('bpmn:', '').replace(/^./, letter => letter.toLowerCase());
  for (const type of TYPES.filter(one => one !== 'bpmn:TextAnnotation')) assert.ok(known.has(local(type)), type);
});

test('each event that is offered is one that runs there', () => {
  const places = { START: 'bpmn:StartEvent', END: 'bpmn:EndEvent', CATCH: 'bpmn:IntermediateCatchEvent',
    THROW: 'bpmn:IntermediateThrowEvent', BOUNDARY: 'bpmn:BoundaryEvent' };
  for (const [kind, type] of Object.entries(places)) {
    for (const event of EVENTS[type]) assert.ok(allowed(kind).includes(event), `${type} ${event}`);
  }
});

test('what does not run is not offered', () => {
  const event = (type, kind) => ({ type, eventDefinitionType: kind && `bpmn:${kind}EventDefinition` });
  for (const target of [
    { type: 'bpmn:Task' }, { type: 'bpmn:ReceiveTask' }, { type: 'bpmn:ComplexGateway' },
    { type: 'bpmn:Transaction', isExpanded: true },
    { type: 'bpmn:SubProcess', isExpanded: false }, { type: 'bpmn:Participant' }, { type: 'bpmn:DataObjectReference' },
    event('bpmn:EndEvent', 'Message'), event('bpmn:EndEvent', 'Compensate'),
    event('bpmn:IntermediateCatchEvent', 'Conditional'),
    event('bpmn:StartEvent', 'Timer'),
  ]) assert.equal(isOffered(target), false, JSON.stringify(target));
  assert.equal(isOffered(event('bpmn:StartEvent', 'Timer'), true), true);
  assert.equal(isOffered(event('bpmn:StartEvent'), true), false);
  assert.equal(isOffered(event('bpmn:EndEvent', 'Terminate')), true);
});
