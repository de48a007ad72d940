// The components to add: pressed, one comes after the selected line; dragged, it goes where it is dropped.
import { KINDS } from './kinds.js';

// add(type) adds at the right place. The classes are those that form-js's dragging looks for.
export function openPalette(place, add) {
  const groups = [...new Set(KINDS.map(kind => kind.group))];
  place.classList.add('palette');
  place.setAttribute('role', 'group');
  place.setAttribute('aria-label', 'Ajouter au formulaire');
  place.replaceChildren(...groups.map(group => {
    const box = document.createElement('div');
    box.className = 'palette-groupe fjs-palette-fields fjs-drag-container fjs-no-drop';
    box.append(Object.assign(document.createElement('span'), { className: 'palette-titre', textContent: group }),
      ...KINDS.filter(kind => kind.group === group).map(entry));
    return box;
  }));
  place.addEventListener('click', event => {
    const button = event.target.closest('[data-field-type]');
    if (button) add(button.dataset.fieldType);
  });
}

function entry({ type, name }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'fjs-palette-field fjs-drag-copy fjs-no-drop';
  button.dataset.fieldType = type;
  button.textContent = name;
  button.title = `Ajouter\u00a0: ${name.toLowerCase()}`;
  return button;
}
