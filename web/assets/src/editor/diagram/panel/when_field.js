// A date in words: « 5 jours ouvrés après l’ouverture de la tâche », or any FEEL text.
import { h } from '@bpmn-io/properties-panel/preact';
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { useService } from 'bpmn-js-properties-panel';
import { MOVES, UNITS, readWhen, writeWhen } from '../when.js';
import { hour, modes, number, select } from './controls.js';
import { formula } from './fields.js';

const FIRST = { base: 'today()', count: 5, unit: 'ouvres', side: '+', moved: '', hour: '' };
const SIDES = { '+': 'après', '-': 'avant' };
const MORNING = '08:00';

// here: what today() is there; none: the word for no date, when there may be none; atHour: with an hour.
export function when(id, label, read, write, { here, none, atHour = false }) {
  return { id, label, read, write, here, none, atHour, component: When };
}

function When({ element, id, label, read, write, here, none, atHour }) {
  const kit = useService('kit');
  const [free, setFree] = useState(false);
  const written = read(element);
  const parts = readWhen(written);
  const mode = free || (written && !parts) ? 'feel' : parts ? 'parts' : '';
  const put = value => kit.change(() => write(element, value));
  const change = next => {
    setFree(next === 'feel');
    if (next === 'parts' && !parts) put(writeWhen({ ...FIRST, hour: atHour ? MORNING : '' }));
    if (next === '' && written) put('');
  };
  const words = [...none || !mode ? [['', none ?? 'à choisir']] : [], ['parts', 'un délai'], ['feel', 'une formule']];
  const text = formula(`${id}_feel`, `${label}\u00a0: formule`, read, write);
  return h('div', { class: 'bio-properties-panel-entry reglage-quand', 'data-entry-id': id },
    modes(`bio-properties-panel-${id}`, label, mode, change, words),
    mode === 'parts' && sentence({ ...parts, here, atHour, house: kit.house }, next => put(writeWhen(next))),
    mode === 'feel' && h(text.component, { ...text, element, key: element.id }));
}

function sentence({ here, atHour, house, ...parts }, put) {
  const set = name => value => put({ ...parts, [name]: value });
  return h('div', { class: 'reglage-phrase' },
    number('Nombre', parts.count, set('count')),
    select('Unité', parts.unit, set('unit'), UNITS),
    select('Avant ou après', parts.side,
      side => put(working(parts) ? { ...parts, side, unit: side === '-' ? 'D' : parts.unit } : { ...parts, side }),
      SIDES),
    select('À partir de', parts.base, set('base'), bases(here, house, parts.base)),
    select('Si ce jour n’est pas ouvré', parts.moved, set('moved'), MOVES),
    atHour && hour('Heure', parts.hour, set('hour')));
}

// working days are counted forward only
function working({ unit }) {
  return unit === 'ouvres' || unit === 'ouvrables';
}

// What is named like a date stands first.
function bases(here, house, chosen) {
  const names = house.variables.map(({ name }) => name);
  if (chosen !== 'today()' && !names.includes(chosen)) names.push(chosen);
  const label = Object.fromEntries(house.variables.map(one =>
    [one.name, one.label ? `${one.name} (${one.label})` : one.name]));
  const asOptions = list => Object.fromEntries(list.map(name => [name, label[name] ?? name]));
  const isDate = name => house.variables.find(one => one.name === name)?.type === 'date'
    || /^(date|limite|fin)_|_le$/.test(name);
  return [
    { label: 'Le jour même', options: { 'today()': here } },
    { label: 'Dates du dossier', options: asOptions(names.filter(isDate)) },
    { label: 'Autres variables', options: asOptions(names.filter(name => !isDate(name))) },
  ].filter(group => Object.keys(group.options).length);
}
