// When a way is taken: an answer that was given, or any FEEL text.
import { h } from '@bpmn-io/properties-panel/preact';
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { useService } from 'bpmn-js-properties-panel';
import { modes, select } from './controls.js';
import { formula } from './fields.js';

const ANSWER = /^=\s*([A-Za-z_]\w*)\s*(!?=)\s*"([^"\\]*)"\s*$/;
const SIGNS = { '=': 'est', '!=': 'n’est pas' };

export function condition(id, label, read, write) {
  return { id, label, read, write, component: Condition };
}

// { name, sign, value } of « =accord = "NON" », or null.
export function readAnswer(text) {
  const found = ANSWER.exec(text ?? '');
  return found && { name: found[1], sign: found[2], value: found[3] };
}

export function writeAnswer({ name, sign, value }) {
  return `=${name} ${sign} "${value.replace(/["\\]/g, '')}"`;
}

function Condition({ element, id, label, read, write }) {
  const kit = useService('kit');
  const [chosen, choose] = useState('');
  const written = read(element);
  const answer = readAnswer(written);
  const mode = chosen || (written && !answer ? 'feel' : answer ? 'answer' : '');
  const text = formula(`${id}_feel`, `${label}\u00a0: formule`, read, write);
  return h('div', { class: 'bio-properties-panel-entry reglage-quand', 'data-entry-id': id },
    modes(`bio-properties-panel-${id}`, label, mode, choose,
      [...mode ? [] : [['', 'à choisir']], ['answer', 'selon une réponse'], ['feel', 'selon une formule']]),
    mode === 'answer' && h(Answer,
      { key: written, kit, answer, put: next => kit.change(() => write(element, writeAnswer(next))) }),
    mode === 'feel' && h(text.component, { ...text, element, key: element.id }));
}

function Answer({ kit, answer, put }) {
  const [parts, setParts] = useState(answer ?? { name: '', sign: '=', value: '' });
  const set = name => value => {
    const next = { ...parts, [name]: value };
    setParts(next);
    if (next.name && next.value) put(next);
  };
  return h('div', { class: 'reglage-phrase' },
    select('Réponse', parts.name, set('name'), variablesOf(kit.house, parts.name)),
    select('Est ou n’est pas', parts.sign, set('sign'), SIGNS),
    value(kit.house, parts, set('value')));
}

function variablesOf(house, chosen) {
  const named = Object.fromEntries(house.variables.map(({ name, label }) =>
    [name, label ? `${label} (${name})` : name]));
  return { ...parts(chosen, named), ...named };
}

function parts(chosen, named) {
  return chosen ? (chosen in named ? {} : { [chosen]: chosen }) : { '': 'quelle réponse' };
}

// The answers that the form offers, when the page knows them.
function value(house, { name, value: chosen }, write) {
  const offered = house.variables.find(one => one.name === name)?.values;
  if (offered?.length) {
    const labels = Object.fromEntries(offered.map(one => [one.value, one.label ?? one.value]));
    return select('Valeur', chosen, write, { ...parts(chosen, labels), ...labels });
  }
  return h('input', {
    class: 'form-control form-control-sm', 'aria-label': 'Valeur', value: chosen, placeholder: 'OUI',
    onChange: event => write(event.target.value.trim()),
  });
}
