// Keys of the whole editor: undo and redo wherever one is, Escape from the settings to the plan.

export function keys(frame, place, modeler, outline) {
  // a name that is being written on the drawing is kept, then saved
  const naming = modeler.get('directEditing');
  place.addEventListener('keydown', event => {
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's';
    if (saves && naming.isActive()) naming.complete();
  }, true);
  place.addEventListener('keydown', event => {
    const undone = undoing(event);
    if (undone && !isText(event.target) && !event.defaultPrevented) {
      event.preventDefault();
      if (undone === 'undo' ? frame.canUndo() : frame.canRedo()) frame[undone]();
    }
  });
  frame.panel.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.defaultPrevented
      || frame.panel.querySelector('.cm-tooltip-autocomplete')) return;
    const chosen = modeler.get('selection').get()[0] ?? modeler.get('canvas').getRootElement();
    event.preventDefault();
    event.target.blur(); // what was typed is kept now, and the plan is drawn again before it is looked for
    outline.focus(chosen.id);
  });
}

function undoing(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return '';
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : '';
}

// the panel and the drawing undo by themselves
const OWN = 'input:not([type="checkbox"]), textarea, [contenteditable="true"], .bio-properties-panel-container, .djs-container';

function isText(element) {
  return element.closest(OWN);
}
