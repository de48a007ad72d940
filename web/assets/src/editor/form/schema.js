// Between the file and form-js. What nobody changed is written as it was in the file: form-js adds
// defaults, gives ids, renumbers its schema and puts the parts in another order.

const ORDER = ['type', 'id', 'key', 'subtype', 'label', 'dateLabel', 'text', 'description', 'values', 'decimalDigits',
  'appearance', 'height', 'components', 'showOutline', 'defaultValue', 'validate', 'conditional', 'properties', 'layout'];

// text: the file. Gives the schema for form-js; opened(exported) is told what form-js understood,
// write(exported) gives the file's text back. Throws when the file is no form.
export function openSchema(text) {
  const file = JSON.parse(text);
  if (!Array.isArray(file?.components)) throw new Error('not a form-js schema');
  const origins = new Map();
  const schema = { ...file, type: 'default', components: prepare(file.components, origins, file.id) };
  const understood = new Map();
  const restore = components => components.map(component => {
    const origin = origins.get(component.id);
    return restored(withoutIdleRow(component, origin, components), origin, understood.get(component.id), restore);
  });
  return {
    schema,
    opened(exported) { every(exported.components, component => understood.set(component.id, component)); },
    write(exported) {
      const next = { ...file, components: restore(exported.components) };
      return same(next, file) ? text : `${JSON.stringify(next, null, 2)}\n`;
    },
  };
}

// Every component of a list, those inside groups included, in order.
export function every(components, act) {
  for (const component of components ?? []) {
    act(component);
    every(component.components, act);
  }
}

// form-js refuses two components of one id, that of the form included, a component without type and a
// key that is no text.
function prepare(components, origins, formId) {
  return components.map((component, index) => {
    const isFree = component.id && component.id !== formId && !origins.has(component.id);
    const id = isFree ? component.id : `sans_id_${origins.size}_${index}`;
    origins.set(id, component);
    return {
      ...component,
      id,
      type: String(component.type),
      ...('key' in component && { key: String(component.key ?? '') }),
      ...(Array.isArray(component.components) && { components: prepare(component.components, origins, formId) }),
    };
  });
}

// form-js gives every line a row once something moves; alone in it, one that had none needs none.
function withoutIdleRow(component, origin, siblings) {
  const { layout, ...rest } = component;
  if (!origin || 'layout' in origin || Object.keys(layout ?? {}).join() !== 'row') return component;
  return siblings.some(other => other !== component && other.layout?.row === layout.row) ? component : rest;
}

function restored(component, origin, before, restore) {
  const parts = {};
  for (const [name, value] of Object.entries(component)) {
    if (name === 'components' && Array.isArray(value)) parts[name] = restore(value);
    else if (!before || !same(value, before[name])) parts[name] = ordered(value, origin?.[name]);
    else if (origin && name in origin) parts[name] = origin[name];
  }
  return inOrder(parts, Object.keys(origin ?? {}));
}

// An object that was changed keeps the order that its parts had.
function ordered(value, origin) {
  if (!isObject(value) || !isObject(origin)) return value;
  const kept = Object.keys(origin).filter(name => name in value);
  const names = [...kept, ...Object.keys(value).filter(name => !kept.includes(name))];
  return Object.fromEntries(names.map(name => [name, ordered(value[name], origin[name])]));
}

// The file's own order; what is new goes where the other components have it.
function inOrder(parts, known) {
  const names = known.filter(name => name in parts);
  const added = Object.keys(parts).filter(name => !known.includes(name)).sort((one, other) => rank(one) - rank(other));
  for (const name of added) {
    const place = names.findIndex(other => ORDER.includes(other) && rank(other) > rank(name));
    names.splice(place < 0 ? names.length : place, 0, name);
  }
  return Object.fromEntries(names.map(name => [name, parts[name]]));
}

function rank(name) {
  const place = ORDER.indexOf(name);
  return place < 0 ? ORDER.length : place;
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
