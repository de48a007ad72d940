// A diagram that is opened and saved without a change is the same file, byte for byte.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { BpmnModdle } from 'bpmn-moddle';

const folder = new URL('../../../processes/diagrammes/', import.meta.url);
const zeebe = JSON.parse(fs.readFileSync(
  new URL('../node_modules/zeebe-bpmn-moddle/resources/zeebe.json', import.meta.url), 'utf8'));

for (const file of fs.readdirSync(folder).filter(name => name.endsWith('.bpmn'))) {
  test(`${file} comes back as it was`, async () => {
    const text = fs.readFileSync(new URL(file, folder), 'utf8');
    const moddle = new BpmnModdle({ zeebe });
    const { rootElement, warnings } = await moddle.fromXML(text);
    assert.deepEqual(warnings, []);
    const { xml } = await moddle.toXML(rootElement, { format: true });
    assert.equal(xml, text);
  });
}
