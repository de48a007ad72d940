// The lines of the table that is open, moved, added and removed by buttons. Each is a command: it can be undone.

// modeler: dmn-js. Gives null when no table is open.
export function openRows(modeler) {
  if (modeler.getActiveView()?.type !== 'decisionTable') return null;
  const viewer = modeler.getActiveViewer();
  const [modeling, sheet, selection] = ['modeling', 'sheet', 'selection'].map(name => viewer.get(name));
  const rows = () => sheet.getRoot().rows;
  const index = id => rows().findIndex(row => row.id === id);
  return {
    count: () => rows().length,
    selected: () => (selection.hasSelection() ? selection.get().row?.id : undefined),
    // Gives the id of the new line; after: the id of the one before, or the end.
    add(after) {
      const place = after ? index(after) + 1 : rows().length;
      return modeling.addRow({ type: 'dmn:DecisionRule' }, place).id;
    },
    remove(id) { modeling.removeRow(rows()[index(id)]); },
    // false when it is already at the end.
    move(id, step) {
      const target = index(id) + step;
      if (target < 0 || target >= rows().length) return false;
      modeling.moveRow(rows()[index(id)], target);
      return true;
    },
  };
}
