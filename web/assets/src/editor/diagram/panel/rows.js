// What passes between a process and the one it calls: rows of a variable and its value.
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';
import { readMapping, writeMapping } from '../extensions.js';
import { codeOf } from './names.js';
import { formula } from './fields.js';

// side: 'inputParameters' or 'outputParameters'; names(kit, element): what is suggested as a target.
export function rows(id, label, side, add, names) {
  return { id, label, side, add, names, component: Rows };
}

function Rows({ element, id, label, side, add, names }) {
  const kit = useService('kit');
  const list = readMapping(element, side);
  const put = next => kit.change(() => writeMapping(kit, element, side, next));
  const set = (at, part) => put(list.map((row, i) => (i === at ? { ...row, ...part } : row)));
  return h('fieldset', { class: 'bio-properties-panel-entry reglage-rangs', 'data-entry-id': id },
    h('legend', { class: 'bio-properties-panel-label' }, label),
    h('datalist', { id: `${id}-noms` }, names(kit).map(name => h('option', { value: name, key: name }))),
    list.map((row, at) => h(Row, {
      key: `${element.id}-${at}-${list.length}`, id: `${id}_${at}`, names: `${id}-noms`, element, row,
      unchecked: side === 'outputParameters',
      set: part => set(at, part), remove: () => put(list.toSpliced(at, 1)),
    })),
    h('button', {
      type: 'button', class: 'btn btn-sm btn-outline-secondary',
      onClick: () => put([...list, { target: '', source: '=' }]),
    }, add));
}

function Row({ element, id, names, row, unchecked, set, remove }) {
  // a text that is no formula stays one
  const feel = !row.source || row.source.startsWith('=') ? 'required' : 'optional';
  const value = formula(id, `Valeur de ${row.target || 'la variable'}`, () => row.source,
    (_element, source) => set({ source: source ?? '' }), { feel, unchecked });
  return h('div', { class: 'reglage-rang' },
    h('input', {
      class: 'form-control form-control-sm', 'aria-label': 'Variable', list: names, value: row.target,
      placeholder: 'variable',
      onChange: event => set({ target: codeOf(event.target.value) }),
    }),
    h('button', { type: 'button', class: 'btn btn-sm btn-outline-secondary', onClick: remove },
      'Retirer', h('span', { class: 'visually-hidden' }, ` ${row.target || 'cette ligne'}`)),
    h(value.component, { ...value, element }));
}
