// One of a list, or a FEEL text: a group, a message template.
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';
import { modes } from './controls.js';
import { formula } from './fields.js';

const FEEL = '=';

// options(kit) -> [[value, label]].
export function valued(id, label, read, write, options) {
  return { id, label, read, write, options, component: Valued };
}

function Valued({ element, id, label, read, write, options }) {
  const kit = useService('kit');
  const value = read(element);
  const isFeel = value.startsWith(FEEL);
  const list = options(kit);
  const unknown = value && !isFeel && !list.some(([one]) => one === value) ? [[value, `${value} (inconnu)`]] : [];
  const change = next => kit.change(() => write(element, next));
  const text = formula(`${id}_feel`, `${label}\u00a0: formule`, read, write);
  return h('div', { class: 'bio-properties-panel-entry reglage-quand', 'data-entry-id': id },
    modes(`bio-properties-panel-${id}`, label, isFeel ? FEEL : value, change,
      [['', 'à choisir'], ...list, ...unknown, [FEEL, 'une formule']]),
    isFeel && h(text.component, { ...text, element, key: element.id }));
}
