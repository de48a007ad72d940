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
  setTimeout(() => stand(viewer, place(viewer, byKey)), 50); // once the fields are drawn
}

// form-js judges the initial values once more by itself, whenever the browser has drawn them: what
// the server refused stands until the person does something about it.
function stand(viewer, errors) {
  const again = () => { if (viewer._getState().errors !== errors) viewer._setState({ errors }); };
  const leave = () => viewer.off('changed', again);
  viewer.on('changed', again);
  const page = viewer._container.closest('form');
  for (const act of ['input', 'change', 'submit']) page.addEventListener(act, leave, { once: true, capture: true });
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
  return errors;
}

function put(target, [step, ...rest], value) {
  if (!rest.length) target[step] = value;
  else put(target[step] ??= [], rest, value);
}
