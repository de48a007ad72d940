// form-js writes a few English words and leaves out a few roles: both are mended after each drawing.

const WORDS = [
  [/^Add new$/, 'Ajouter'], [/^Collapse$/, 'Replier'], [/^Expand all \((\d+)\)$/, 'Tout déplier ($1)'],
  [/^Remove list item (\d+)$/, 'Retirer la ligne $1'],
  [/^Previous page$/, 'Page précédente'], [/^Next page$/, 'Page suivante'],
  [/^Click to sort by (.+) ascending$/, 'Trier par $1, croissant'],
  [/^Click to sort by (.+) descending$/, 'Trier par $1, décroissant'],
];

export function repairAttributes(place) {
  const repair = () => { groups(place); words(place); };
  new MutationObserver(repair).observe(place, { childList: true, subtree: true });
}

// Boxes of one question form a named group; `required` on each box would ask for every one.
function groups(place) {
  for (const group of place.querySelectorAll('.fjs-form-field-checklist, .fjs-form-field-radio')) {
    const first = group.querySelector('input');
    const label = group.querySelector(':scope > .fjs-form-field-label');
    if (!first || !label) continue;
    label.id ||= `${first.id}-question`;
    set(group, 'role', first.type === 'radio' ? 'radiogroup' : 'group');
    set(group, 'aria-labelledby', label.id);
    if (first.type === 'checkbox') group.querySelectorAll('[required]').forEach(box => { box.required = false; });
  }
}

function words(place) {
  for (const element of place.querySelectorAll('[aria-label]')) {
    set(element, 'aria-label', word(element.getAttribute('aria-label')));
  }
  for (const button of place.querySelectorAll('.fjs-repeat-render-add, .fjs-repeat-render-collapse')) {
    for (const node of button.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && word(node.data) !== node.data) node.data = word(node.data);
    }
  }
}

function word(text) {
  const known = WORDS.find(([pattern]) => pattern.test(text));
  return known ? text.replace(...known) : text;
}

// A write that changes nothing would wake the observer for ever.
function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
