// From an element of the file to where it is shown: its view is opened, and the focus goes to it.
import { placeOf } from './places.js';

// Gives show(id): false when the file has no such element.
export function openLeading(modeler, views, drawing) {
  return function show(id) {
    const place = placeOf(modeler.getDefinitions(), id);
    if (place) go(modeler, views, drawing, place);
    return Boolean(place);
  };
}

async function go(modeler, views, drawing, place) {
  if (!await views.show(place.decision)) {
    await views.showOverview();
    const viewer = modeler.getActiveViewer();
    const shape = viewer.get('elementRegistry').get(place.decision);
    if (shape) viewer.get('selection').select(shape);
  }
  requestAnimationFrame(() => {
    const target = targetIn(drawing, place) ?? document.querySelector('.vue[aria-pressed="true"]');
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    target?.focus();
  });
}

function targetIn(drawing, { row, column, cell }) {
  const quoted = id => CSS.escape(id);
  if (cell) return drawing.querySelector(`td[data-element-id="${quoted(cell)}"] [contenteditable]`);
  if (row) return drawing.querySelector(`td[data-row-id="${quoted(row)}"][data-coords] [contenteditable]`);
  if (column) return drawing.querySelector(`th[data-col-id="${quoted(column)}"] .edit-button`);
  return null;
}
