// What form-js's editor says of itself in English, put in French in the page: it has no service for it.
// Only its own words are looked at, never those of the form.
import { kindName, nameOf } from './kinds.js';

const WORDS = {
  'Build your form': 'Le formulaire est vide',
  'Drag and drop components here to start designing.':
    'Ajoutez une première question par les boutons, ou glissez-la ici.',
  'Use the preview window to test your form.': '«\u00a0Aperçu\u00a0» le montre tel que vos collègues le verront.',
  'Drag and drop components here.': 'Glissez des questions ici.',
};
const CHROME = '.fjs-empty-editor-card > h2, .fjs-empty-editor-card > span, .fjs-empty-component-text';

// find(id) gives a component.
export function translateChrome(place, find) {
  const mend = () => {
    for (const element of place.querySelectorAll(CHROME)) {
      // in the text that preact made: put in the place of it, another would stand beside
      for (const node of element.childNodes) if (node.data in WORDS) node.data = WORDS[node.data];
    }
    for (const element of place.querySelectorAll('.fjs-element .fjs-element[data-id]')) {
      const field = find(element.dataset.id);
      if (field) describe(element, field);
    }
  };
  new MutationObserver(mend).observe(place, { childList: true, subtree: true, characterData: true });
  mend();
}

function describe(element, field) {
  set(element, 'role', 'group');
  set(element, 'aria-label', `${kindName(field)}\u00a0: ${nameOf(field)}`);
  const remove = element.querySelector(':scope > .fjs-context-pad > button');
  if (remove) {
    set(remove, 'title', 'Supprimer');
    set(remove, 'aria-label', `Supprimer\u00a0: ${nameOf(field)}`);
  }
}

// A write that changes nothing would wake the observer for ever.
function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
