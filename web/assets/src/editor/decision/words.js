// A decision told in words, from dmn-js's own model of the file.

// {title, id, kind: 'table' | 'expression' | '', description, lines: [{id, number, when, then, note}]}
export function told(decision) {
  const logic = decision.decisionLogic ?? decision.encapsulatedLogic;
  const start = { id: decision.id, title: decision.name || decision.id, description: decision.description ?? '' };
  if (logic?.$type === 'dmn:DecisionTable') return { ...start, kind: 'table', lines: linesOf(logic) };
  const text = logic?.text ?? logic?.body?.text;
  return { ...start, kind: text === undefined ? '' : 'expression', lines: [], text };
}

export function decisionsOf(definitions) {
  return (definitions.drgElement ?? []).filter(element =>
    ['dmn:Decision', 'dmn:BusinessKnowledgeModel'].includes(element.$type));
}

// The names of a table's columns, in order: those of its entries, then those of its outputs.
export function columnsOf(table) {
  const entries = (table.input ?? []).map(input => input.label || input.inputExpression?.text || 'Entrée sans nom');
  const outputs = (table.output ?? []).map(output => output.label || output.name || 'Sortie sans nom');
  return { entries, outputs };
}

// True for a cell that holds whatever the entry is.
export function isAny(text) {
  return !text?.trim() || text.trim() === '-';
}

function linesOf(table) {
  const { entries, outputs } = columnsOf(table);
  return (table.rule ?? []).map((rule, index) => ({
    id: rule.id,
    number: index + 1,
    when: parts(rule.inputEntry, entries).filter(part => !isAny(part.text)),
    then: parts(rule.outputEntry, outputs),
    note: rule.description ?? '',
  }));
}

function parts(cells, names) {
  return (cells ?? []).map((cell, index) => ({ name: names[index] ?? '', text: cell.text?.trim() ?? '' }));
}

// The name of the column of that id, wherever it is in the file.
export function columnName(definitions, id) {
  for (const { decisionLogic: table } of definitions.drgElement ?? []) {
    if (table?.$type !== 'dmn:DecisionTable') continue;
    const { entries, outputs } = columnsOf(table);
    const place = [...(table.input ?? []), ...(table.output ?? [])].findIndex(column => column.id === id);
    if (place >= 0) return [...entries, ...outputs][place];
  }
  return '';
}
