// The `translate` service of bpmn.io's editors, in French. What no dictionary knows stays as it is,
// and is kept in `missing` so that a test can ask for none.

export const missing = new Set();

// dictionaries: {English: French}, the later ones win. Returns a module for `additionalModules`.
export function translateModule(...dictionaries) {
  const words = Object.assign({}, ...dictionaries);
  const translate = (template, values = {}) => {
    if (!(template in words)) missing.add(template);
    return (words[template] ?? template).replace(/{([^}]+)}/g, (whole, key) => values?.[key] ?? whole);
  };
  return { translate: ['value', translate] };
}
