// What the table itself does not show: what the decision says of itself, and how its cells are written.
import { Fragment, h, render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const EXAMPLES = [
  ['"AVERE"', 'cette réponse'], ['"ASLL","MASP"', 'l’une des deux'], ['not("AVERE")', 'toute autre réponse'],
  ['>= 2', 'deux ou plus'], ['[10..20]', 'de dix à vingt'], ['true', 'oui'], ['date("2027-01-01")', 'ce jour'],
  ['-', 'peu importe'],
];

// touched(): something was typed.
export function openPanel(place, modeler, touched) {
  const describe = (decision, text) => modeler.getActiveViewer().get('commandStack')
    .execute('element.updateProperties', { element: decision, properties: { description: text || undefined } });
  return {
    // What is typed there is kept on leaving it, or when this is called.
    flush() {
      const area = place.querySelector('#decision-description');
      if (area && area === document.activeElement) area.dispatchEvent(new Event('change'));
    },
    draw() {
      const view = modeler.getActiveView();
      const isContent = view && view.type !== 'drd';
      render(isContent && h(Fragment, null,
        h(About, { key: view.id, decision: view.element, text: view.element.description ?? '', describe, touched }),
        view.type === 'decisionTable' && h(Help)), place);
    },
  };
}

function About({ decision, text, describe, touched }) {
  const area = useRef();
  // not while it is typed in: what is kept comes back as it was typed
  useEffect(() => { if (document.activeElement !== area.current) area.current.value = text; }, [text]);
  return h('div', { class: 'reglage' },
    h('label', { class: 'form-label', for: 'decision-description' }, 'Ce que dit la décision d’elle-même'),
    h('textarea', {
      ref: area, id: 'decision-description', class: 'form-control form-control-sm', rows: 4, defaultValue: text,
      'aria-describedby': 'decision-aide',
      onInput: touched, onChange: event => {
        const typed = event.target.value.trim();
        if (typed !== text) describe(decision, typed);
      },
    }),
    h('p', { id: 'decision-aide', class: 'reglage-aide' },
      'Ce qu’elle propose, et d’où vient la règle\u00a0: LOI, ou A_CONFIRMER tant que personne ne l’a arrêtée. '
      + 'Son code est ', h('code', null, decision.id), '.'));
}

function Help() {
  return h('div', { class: 'reglage' },
    h('h2', null, 'Écrire une case'),
    h('dl', { class: 'exemples' }, EXAMPLES.map(([code, sense]) => h('div', { key: code },
      h('dt', null, h('code', null, code)), h('dd', null, sense)))),
    h('p', { class: 'reglage-aide' },
      'Entrée mène à la case du dessous, Tab à la suivante, Ctrl\u00a0+\u00a0Entrée va à la ligne dans la case.'));
}
