// The fields as they stand on the screen, in the order of the screen. A repeated field has one
// instance a line; indexes gives its line in each list that contains it.

// [{field, indexes, path, control, label, messages}] of those that have messages in form-js's errors.
export function failing(viewer, errors) {
  return shown(viewer)
    .map(instance => ({ ...instance, messages: messagesAt(errors, instance.field.id, instance.indexes) }))
    .filter(instance => instance.messages?.length);
}

export function shown(viewer) {
  const registry = viewer.get('formFieldRegistry');
  return viewer.get('formFieldInstanceRegistry').getAllKeyed()
    .map(({ id, valuePath, indexes }) => describe(viewer, registry.get(id), valuePath, indexes))
    .filter(instance => instance.control)
    .sort(byPlace);
}

export function domIdOf(viewer, id, indexes) {
  return `fjs-form-${viewer._id}-${id}${steps(indexes).map(step => `_${step}`).join('')}`;
}

export function messagesAt(errors, id, indexes) {
  return steps(indexes).reduce((value, step) => value?.[step], errors[id]);
}

export function steps(indexes) {
  return Object.values(indexes ?? {});
}

function describe(viewer, field, valuePath, indexes) {
  const name = field.label || field.dateLabel || field.timeLabel || field.key;
  const lines = steps(indexes).map(step => step + 1).join('.');
  return {
    field,
    indexes,
    path: valuePath.join('.'),
    control: controlOf(domIdOf(viewer, field.id, indexes)),
    label: lines ? `${name} (ligne\u00a0${lines})` : name,
  };
}

function controlOf(domId) {
  const candidates = [domId, `${domId}-date`, `${domId}-time`, `${domId}-0`];
  return candidates.map(id => document.getElementById(id)).find(Boolean);
}

function byPlace(one, other) {
  const follows = one.control.compareDocumentPosition(other.control) & Node.DOCUMENT_POSITION_FOLLOWING;
  return follows ? -1 : 1;
}
