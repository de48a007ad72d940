// Where there is a problem, the table shows it too: by a style sheet, which no drawing of dmn-js undoes.
import { placeOf } from './places.js';

const CELL = 'box-shadow: inset 0 0 0 2px var(--palier-rouge) !important; background: #fdecec !important;';
const VIEW = 'color: var(--palier-rouge); text-decoration: underline wavy; text-underline-offset: .3em;';

export function openMarks() {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return {
    show(definitions, problems) {
      const places = problems.map(problem => placeOf(definitions, problem.element)).filter(Boolean);
      const cells = places.filter(place => place.row || place.column).map(selector);
      const decisions = places.map(place => `.vue[data-vue=${JSON.stringify(place.decision)}]`);
      sheet.replaceSync(rule(cells, CELL) + rule(decisions, VIEW));
    },
  };
}

function rule(selectors, declarations) {
  return selectors.length ? `:is(${[...new Set(selectors)].join(', ')}) { ${declarations} }\n` : '';
}

function selector({ row, column, cell }) {
  if (cell) return `.tjs-table td[data-element-id=${JSON.stringify(cell)}]`;
  if (row) return `.tjs-table td.rule-index[data-element-id=${JSON.stringify(row)}]`;
  return `.tjs-table th[data-col-id=${JSON.stringify(column)}]`;
}
