// When a timer goes off: at a date, after a while, or again and again.
import { h } from '@bpmn-io/properties-panel/preact';
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { useService } from 'bpmn-js-properties-panel';
import { UNITS, readCycle, readDuration, writeCycle, writeDuration } from '../durations.js';
import { modes, number, select } from './controls.js';
import { formula } from './fields.js';
import { when } from './when_field.js';

const KINDS = { timeDate: 'à une date', timeDuration: 'après une durée', timeCycle: 'régulièrement' };
const BEGUN = { timeDate: '', timeDuration: 'P1D', timeCycle: 'R/P1D' };

export function timer(here) {
  return { id: 'minuterie', label: 'Minuterie', here, component: Timer };
}

function Timer({ element, id, label, here }) {
  const kit = useService('kit');
  const definition = element.businessObject.eventDefinitions[0];
  const kind = Object.keys(KINDS).find(name => definition[name]) ?? 'timeDate';
  const read = () => definition[kind]?.body ?? '';
  const write = (_element, text) => writeTimer(kit, element, kind, text);
  const change = next => kit.change(() => writeTimer(kit, element, next, BEGUN[next]));
  return h('div', { class: 'bio-properties-panel-entry reglage-quand', 'data-entry-id': id },
    modes(`bio-properties-panel-${id}`, label, kind, change, Object.entries(KINDS)),
    kind === 'timeDate' ? part(when('date', 'Date', read, write, { here, atHour: true }), element)
      : h(Span, { key: kind, element, kind, read, write }));
}

function part(field, element) {
  return h(field.component, { ...field, element, key: field.id });
}

function writeTimer(kit, element, kind, text) {
  const definition = element.businessObject.eventDefinitions[0];
  const expression = kit.create('bpmn:FormalExpression', { body: text || undefined });
  expression.$parent = definition;
  const properties = { timeDate: undefined, timeDuration: undefined, timeCycle: undefined, [kind]: expression };
  kit.modeling.updateModdleProperties(element, definition, properties);
}

function Span({ element, kind, read, write }) {
  const kit = useService('kit');
  const [free, setFree] = useState(false);
  const cycle = kind === 'timeCycle';
  const parts = cycle ? readCycle(read()) : readDuration(read());
  const mode = free || !parts ? 'feel' : 'parts';
  const put = next => kit.change(() => write(element, cycle ? writeCycle(next) : writeDuration(next)));
  const set = name => value => put({ ...parts, [name]: value });
  const change = next => {
    setFree(next === 'feel');
    if (next === 'parts' && !parts) kit.change(() => write(element, BEGUN[kind]));
  };
  const text = formula('duree_feel', 'Formule', read, write, { feel: 'optional' });
  return h('div', null,
    modes('bio-properties-panel-duree', cycle ? 'Rythme' : 'Durée', mode, change,
      [['parts', cycle ? 'un rythme' : 'un nombre'], ['feel', 'une formule']]),
    mode === 'parts' && h('div', { class: 'reglage-phrase' },
      cycle && h('span', null, 'tous les'),
      number('Nombre', parts.count, set('count'), { min: 1 }),
      select('Unité', parts.unit, set('unit'), UNITS),
      cycle && number('Nombre de fois (0\u00a0: sans fin)', parts.times, set('times')),
      cycle && h('span', null, 'fois (0\u00a0: sans fin)')),
    mode === 'feel' && part(text, element));
}
