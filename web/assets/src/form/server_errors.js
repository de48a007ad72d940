// What the server refused, shown where form-js shows its own errors.
import { shown, steps } from './instances.js';
import { showSummary } from './summary.js';

// {key: [messages] or message} → {key: [messages]}
export function serverErrors(block) {
  return Object.fromEntries(Object.entries(block ?? {})
    .map(([key, messages]) => [key, [messages].flat()])
    .filter(([, messages]) => messages.length));
}

export function showServerErrors(viewer, byKey) {
  if (!Object.keys(byKey).length) return;
  // form-js validates the initial values after its first drawing: come after it
  setTimeout(() => place(viewer, byKey), 50);
}

function place(viewer, byKey) {
  const errors = {};
  const elsewhere = { ...byKey };
  for (const { field, path, indexes } of shown(viewer)) {
    const key = path in byKey ? path : field.key;
    if (!(key in byKey)) continue;
    delete elsewhere[key];
    put(errors, [field.id, ...steps(indexes)], byKey[key]);
  }
  viewer._setState({ errors });
  showSummary(viewer, errors, Object.values(elsewhere).flat());
}

function put(target, [step, ...rest], value) {
  if (!rest.length) target[step] = value;
  else put(target[step] ??= [], rest, value);
}
