// Where an element of the file is: in which decision, and in which cell, line or column of its table.

// Gives {decision, row, column, cell} (ids, when known), or null when the file has no such element.
export function placeOf(definitions, id) {
  for (const decision of definitions.drgElement ?? []) {
    const found = find(decision, id);
    if (found) return describe(decision, found);
  }
  return null;
}

function find(element, id) {
  if (element.id === id) return element;
  for (const property of element.$descriptor.properties) {
    if (property.isReference || property.isAttr) continue;
    for (const child of [element[property.localName ?? property.name] ?? element.get(property.name)].flat()) {
      const found = child?.$descriptor && find(child, id);
      if (found) return found;
    }
  }
  return null;
}

function describe(decision, element) {
  const chain = [];
  for (let one = element; one && one !== decision; one = one.$parent) chain.push(one);
  const of = (...types) => chain.find(one => types.includes(one.$type))?.id;
  const cell = chain.find(one => one.$parent?.$type === 'dmn:DecisionRule');
  return {
    decision: decision.id,
    row: of('dmn:DecisionRule'),
    column: of('dmn:InputClause', 'dmn:OutputClause'),
    cell: cell?.id,
  };
}
