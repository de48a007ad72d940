// Where a component goes when it is moved by one: over a whole row, into a group, out of it.

// get(id) gives a component, rowsOf(id) the rows of a parent as {id, components: [ids]}, in order.
// Gives what form-js's modeling.moveFormField takes, or null when there is nowhere to go.
export function moveOf(field, step, { get, rowsOf }) {
  const parent = get(field._parent);
  const rows = rowsOf(parent.id);
  const place = rows.findIndex(row => row.components.includes(field.id));
  const row = rows[place];
  const index = indexIn(parent, field.id);
  const to = (target, targetIndex, targetRow = null) =>
    ({ source: parent, target, sourceIndex: index, targetIndex, sourceRow: row, targetRow });
  if (row.components.length > 1) return withinRow(parent, row, field.id, step, to);
  const next = rows[place + step];
  if (!next) return outOf(parent, step, get, to);
  const neighbour = get(next.components[0]);
  if (neighbour.type === 'group' && field.type !== 'group') {
    return to(neighbour, step < 0 ? neighbour.components.length : 0);
  }
  const edge = next.components.at(step < 0 ? 0 : -1);
  return to(parent, indexIn(parent, edge) + (step < 0 ? 0 : 1), row);
}

// Side by side: first past the neighbour, then to a row of its own.
function withinRow(parent, row, id, step, to) {
  const neighbour = row.components[row.components.indexOf(id) + step];
  return to(parent, indexIn(parent, neighbour ?? id) + (step < 0 ? 0 : 1), neighbour ? row : null);
}

function outOf(parent, step, get, to) {
  if (!parent._parent) return null;
  const around = get(parent._parent);
  return to(around, indexIn(around, parent.id) + (step < 0 ? 0 : 1));
}

function indexIn(parent, id) {
  return parent.components.findIndex(component => component.id === id);
}
