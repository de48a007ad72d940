// Reading and writing what the engine reads beside a step: zeebe's extension elements.
// Writers act at once; kit.change(…) makes several of them one undo step.

// The order in which the house writes them.
const ORDER = [
  'zeebe:UserTask', 'zeebe:FormDefinition', 'zeebe:AssignmentDefinition', 'zeebe:TaskSchedule',
  'zeebe:PriorityDefinition',
  'zeebe:TaskDefinition', 'zeebe:CalledElement', 'zeebe:CalledDecision', 'zeebe:Script', 'zeebe:Subscription',
  'zeebe:LoopCharacteristics', 'zeebe:TaskHeaders', 'zeebe:IoMapping', 'zeebe:Properties',
];

// The extension of that type on a business object, or undefined.
export function extensionOf(bo, type) {
  return bo.extensionElements?.values?.find(value => value.$type === type);
}

// One of its attributes, empty when there is none.
export function readAttribute(element, type, name) {
  return extensionOf(element.businessObject, type)?.get(name) ?? '';
}

// Sets attributes of an extension of the element, or of what it carries (owner).
// Without any attribute left it goes away; an empty one may be asked for with {}.
export function writeAttributes(kit, element, type, attributes, owner = element.businessObject) {
  const found = extensionOf(owner, type);
  const given = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, value || undefined]));
  const wanted = Object.values(given).some(Boolean) || !Object.keys(given).length;
  if (!found) {
    if (wanted) setValues(kit, element, owner, placed(owner, kit.create(type, given)));
  } else if (wanted || keepsMore(found, given)) {
    kit.modeling.updateModdleProperties(element, found, given);
  } else {
    setValues(kit, element, owner, others(owner, found));
  }
}

function keepsMore(extension, given) {
  return Object.keys(extension).some(key => !key.startsWith('$') && !(key in given));
}

// The other extensions, and this one in its place among them, instead of one of the same type.
function placed(owner, extension) {
  const rest = others(owner, extensionOf(owner, extension.$type));
  const rank = value => { const at = ORDER.indexOf(value.$type); return at < 0 ? ORDER.length : at; };
  const at = rest.findIndex(value => rank(value) > rank(extension));
  return rest.toSpliced(at < 0 ? rest.length : at, 0, extension);
}

function others(owner, found) {
  return (owner.extensionElements?.values ?? []).filter(value => value !== found);
}

function setValues(kit, element, owner, values) {
  const before = owner.extensionElements;
  if (before && values.length) {
    values.forEach(value => { value.$parent ??= before; });
    kit.modeling.updateModdleProperties(element, before, { values });
    return;
  }
  const extensionElements = values.length ? kit.create('bpmn:ExtensionElements', { values }) : undefined;
  if (!extensionElements && !before) return;
  values.forEach(value => { value.$parent = extensionElements; });
  if (extensionElements) extensionElements.$parent = owner;
  kit.modeling.updateModdleProperties(element, owner, { extensionElements });
}

// The zeebe:property of that name, empty when there is none.
export function readProperty(element, name) {
  return propertiesOf(element).find(property => property.name === name)?.value ?? '';
}

export function writeProperty(kit, element, name, value) {
  const before = propertiesOf(element);
  const at = before.findIndex(property => property.name === name);
  const next = value ? [kit.create('zeebe:Property', { name, value })] : [];
  const list = before.toSpliced(at < 0 ? before.length : at, at < 0 ? 0 : 1, ...next);
  setList(kit, element, 'zeebe:Properties', { properties: list });
}

function propertiesOf(element) {
  return extensionOf(element.businessObject, 'zeebe:Properties')?.properties ?? [];
}

// [{ target, source }…]; side: 'inputParameters' or 'outputParameters'.
export function readMapping(element, side) {
  const list = extensionOf(element.businessObject, 'zeebe:IoMapping')?.get(side) ?? [];
  return list.map(({ target = '', source = '' }) => ({ target, source }));
}

export function writeMapping(kit, element, side, rows) {
  const before = extensionOf(element.businessObject, 'zeebe:IoMapping');
  const type = side === 'inputParameters' ? 'zeebe:Input' : 'zeebe:Output';
  const lists = { inputParameters: before?.inputParameters ?? [], outputParameters: before?.outputParameters ?? [] };
  setList(kit, element, 'zeebe:IoMapping', { ...lists, [side]: rows.map(row => kit.create(type, row)) });
}

// Replaces the lists inside an extension; one that would be left empty goes away.
function setList(kit, element, type, lists) {
  const owner = element.businessObject;
  const found = extensionOf(owner, type);
  const parts = Object.values(lists).flat();
  if (!parts.length) {
    if (found) setValues(kit, element, owner, others(owner, found));
    return;
  }
  const extension = found ?? kit.create(type);
  parts.forEach(part => { part.$parent = extension; });
  if (found) kit.modeling.updateModdleProperties(element, found, lists);
  else setValues(kit, element, owner, placed(owner, Object.assign(extension, lists)));
}
