// The views of one file: each of its decisions, and the drawing of who needs whom.

const OVERVIEW = 'Vue d’ensemble';

// place: where the buttons go. Gives show(id), showOverview(), shown() and onChange(listener).
export function openViews(place, modeler) {
  const listeners = [];
  place.className = 'vues';
  place.setAttribute('role', 'group');
  place.setAttribute('aria-label', 'Ce qui est affiché');
  const shown = () => modeler.getActiveView();
  const draw = () => {
    const focused = place.contains(document.activeElement) && document.activeElement.dataset.vue;
    const views = [...modeler.getViews()].sort((one, other) => (one.type === 'drd') - (other.type === 'drd'));
    place.replaceChildren(...views.map(view => button(view, shown()?.id === view.id, () => modeler.open(view))));
    if (focused) place.querySelector(`[data-vue="${CSS.escape(focused)}"]`)?.focus();
    if (shown()) listeners.forEach(listener => listener(shown()));
  };
  modeler.on('views.changed', draw);
  return {
    draw, shown,
    onChange(listener) { listeners.push(listener); },
    // Opens the view of a decision; false when it has none of its own.
    async show(id) {
      const view = modeler.getViews().find(known => known.element.id === id);
      if (view && shown()?.id !== id) await modeler.open(view);
      return Boolean(view);
    },
    showOverview: () => modeler.open(modeler.getViews().find(view => view.type === 'drd')),
  };
}

function button(view, isShown, open) {
  const made = document.createElement('button');
  const name = view.type === 'drd' ? OVERVIEW : view.name || view.id;
  Object.assign(made, { type: 'button', className: 'vue', textContent: name });
  made.dataset.vue = view.id;
  made.setAttribute('aria-pressed', String(isShown));
  made.addEventListener('click', open);
  return made;
}
