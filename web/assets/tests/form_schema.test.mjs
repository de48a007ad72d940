// A form that is opened and saved without a change is the same file; a change touches nothing else.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { openSchema } from '../src/editor/form/schema.js';

const folder = new URL('../../../processes/formulaires/', import.meta.url);
// The packages ask for a few things of a browser when they are loaded; none is used after.
const ANYTHING = `const anything = new Proxy(function () {}, { get: () => anything, apply: () => anything, construct: () => anything });
  Object.assign(globalThis, { KeyboardEvent: anything, document: anything });`;

// form-js's own reading of a schema, with the editor's components; its packages are not for Node as they are.
async function bundled() {
  const outfile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'palier-')), 'understand.mjs');
  const source = `
    import * as viewer from '@bpmn-io/form-js-viewer';
    import { fieldsModule } from './src/editor/form/fields.js';
    export function understand(schema) {
      const types = schema.components.map(component => component.type);
      const injector = viewer.createInjector([
        { eventBus: ['value', { on() {}, fire() {} }], formEditor: ['value', { _getState: () => ({}) }],
          formFields: ['type', viewer.FormFields], formFieldRegistry: ['type', viewer.FormFieldRegistry],
          fieldFactory: ['type', viewer.FieldFactory], formLayouter: ['type', viewer.FormLayouter], importer: ['type', viewer.Importer] },
        fieldsModule(types)]);
      const { schema: read } = injector.get('importer').importSchema(schema);
      return viewer.clone(read, (name, value) => (['_parent', '_path'].includes(name) ? undefined : value));
    }`;
  await build({
    stdin: { contents: source, resolveDir: new URL('..', import.meta.url).pathname },
    outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error', mainFields: ['module', 'main'],
    banner: { js: ANYTHING },
  });
  const loaded = await import(outfile);
  fs.rmSync(path.dirname(outfile), { recursive: true });
  return loaded;
}

const { understand } = await bundled();

function opened(text) {
  const file = openSchema(text);
  const exported = { ...understand(file.schema), schemaVersion: 19, exporter: { name: 'x' } };
  file.opened(exported);
  return { file, exported: structuredClone(exported) };
}

for (const name of fs.readdirSync(folder).filter(name => name.endsWith('.form'))) {
  test(`${name} comes back as it was`, () => {
    const text = fs.readFileSync(new URL(name, folder), 'utf8');
    const { file, exported } = opened(text);
    assert.equal(file.write(exported), text);
    // and when something changes, the rest does not
    const [first] = exported.components;
    first.description = 'Changée';
    const expected = JSON.parse(text);
    expected.components[0].description = 'Changée';
    assert.deepEqual(JSON.parse(file.write(exported)), expected);
    delete expected.components[0].description;
    const { description } = JSON.parse(text).components[0];
    if (description === undefined) delete first.description;
    else first.description = description;
    assert.equal(file.write(exported), text);
  });
}

const ODD = `{
  "schemaVersion": 16,
  "id": "x",
  "components": [
    {"label": "Un", "type": "textfield", "key": "a", "id": "x", "inconnu": {"b": 1, "a": 2}},
    {"type": "number", "key": 12},
    {"type": "carte", "lat": 1},
    {"type": "datetime", "key": "d", "id": "x"}
  ]
}`;

test('what form-js adds, gives or numbers is not written', () => {
  const { file, exported } = opened(ODD);
  assert.equal(file.write(exported), ODD);
  exported.components[0].validate = { required: true };
  const written = file.write(exported);
  assert.deepEqual(Object.keys(JSON.parse(written).components[0]), ['label', 'type', 'key', 'id', 'inconnu', 'validate']);
  const expected = JSON.parse(ODD);
  expected.components[0].validate = { required: true };
  assert.deepEqual(JSON.parse(written), expected);
  assert.ok(written.endsWith('}\n'));
});

test('a new part goes where the other components have it', () => {
  const { file, exported } = opened('{"components": [{"type": "number", "id": "n", "key": "n", "label": "N", "properties": {"classe": "code"}}]}');
  Object.assign(exported.components[0], { validate: { min: 0 }, description: 'D', conditional: { hide: '=x' } });
  exported.components.push({ properties: { classe: 'partage' }, label: 'M', type: 'textarea', key: 'm', id: 'm' });
  const { components } = JSON.parse(file.write(exported));
  assert.deepEqual(Object.keys(components[0]), ['type', 'id', 'key', 'label', 'description', 'validate', 'conditional', 'properties']);
  assert.deepEqual(Object.keys(components[1]), ['type', 'id', 'key', 'label', 'properties']);
});

test('what is no form is refused', () => {
  for (const text of ['{', '[]', 'null', '{"components": {}}']) assert.throws(() => openSchema(text), text);
});
