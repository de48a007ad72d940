import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { BpmnModdle } from 'bpmn-moddle';
import { linesOf } from '../src/editor/diagram/outline/lines.js';
import { inOrder } from '../src/editor/diagram/outline/order.js';

const folder = new URL('../../../processes/diagrammes/', import.meta.url);
const zeebe = JSON.parse(fs.readFileSync(
  new URL('../node_modules/zeebe-bpmn-moddle/resources/zeebe.json', import.meta.url), 'utf8'));
const words = { labelOf: code => code, variable: name => name, problems: () => [] };

async function processIn(name) {
  const text = fs.readFileSync(new URL(`${name}.bpmn`, folder), 'utf8');
  const { rootElement } = await new BpmnModdle({ zeebe }).fromXML(text);
  return rootElement.rootElements.find(({ $type }) => $type === 'bpmn:Process');
}

function steps(scope) {
  const nodes = scope.flowElements.filter(element => element.$instanceOf('bpmn:FlowNode'));
  return nodes.flatMap(node => [node.id, ...node.flowElements ? steps(node) : []]);
}

function ids(lines) {
  return lines.flatMap(line => [line.id, ...ids(line.inside)]);
}

test('the plan of each diagram has each of its steps, once', async () => {
  for (const name of fs.readdirSync(folder).map(file => file.replace('.bpmn', ''))) {
    const process = await processIn(name);
    const found = ids(linesOf(process, words));
    assert.equal(new Set(found).size, found.length, name);
    for (const id of steps(process)) assert.ok(found.includes(id), `${name}: ${id}`);
  }
});

test('a step comes after those that lead to it', async () => {
  const order = inOrder(await processIn('entree_dispositif')).map(({ id }) => id);
  const at = id => order.indexOf(id);
  assert.equal(order[0], 'repere');
  assert.ok(at('partage') < at('sans_suite_partage') && at('sans_suite_partage') < at('fin_sans_accord_partage'));
  assert.ok(at('prediagnostic') < at('decision_conjointe') && at('decision_conjointe') < at('fin_parcours'));
});

test('a line says what the step is, who does it and when', async () => {
  const find = (lines, id) => lines.map(line => (line.id === id ? line : find(line.inside, id))).find(Boolean);
  const lines = linesOf(await processIn('entree_dispositif'), words);
  const task = find(lines, 'information_partage');
  assert.deepEqual([task.kind, task.name], ['Tâche', 'Recueillir l’accord de partage']);
  assert.deepEqual(task.details, ['MDL_TS', 'échéance\u00a0: 5\u00a0jours ouvrés après date_reperage']);
  const flow = find(lines, 'f_partage_sans_suite_partage');
  assert.deepEqual(flow.details, ['vers «\u00a0Classer sans suite\u00a0»', 'si accord_partage = "NON"']);
});
