// Several of the groups, each by a box to tick.
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';

// read(element) -> [code]; write(element, [code]).
export function groups(id, label, read, write, note) {
  return { id, label, read, write, note, component: Groups };
}

function Groups({ element, id, label, read, write, note }) {
  const kit = useService('kit');
  const chosen = read(element);
  const toggle = code => kit.change(() => write(element,
    chosen.includes(code) ? chosen.filter(other => other !== code) : [...chosen, code]));
  return h('fieldset', { class: 'bio-properties-panel-entry reglage-groupes', 'data-entry-id': id },
    h('legend', { class: 'bio-properties-panel-label' }, label),
    kit.house.groups.map(({ code, label: words }) => h('div', { class: 'form-check', key: code },
      h('input', {
        type: 'checkbox', class: 'form-check-input', id: `${id}-${code}`, checked: chosen.includes(code),
        onChange: () => toggle(code),
      }),
      h('label', { class: 'form-check-label', for: `${id}-${code}` }, words))),
    h('p', { class: 'bio-properties-panel-description' }, note));
}
