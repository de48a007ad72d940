// Ctrl+Z and Ctrl+Y beside the drawing, which hears its own: in a field of text they are the field's.

export function joinUndoKeys(frame, drawing) {
  frame.panel.closest('.atelier').addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    const isUndo = key === 'z' && !event.shiftKey, isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (!(isUndo || isRedo) || drawing.contains(event.target) || isTyped(event.target)) return;
    event.preventDefault();
    if (isUndo && frame.canUndo()) frame.undo();
    if (isRedo && frame.canRedo()) frame.redo();
  });
}

function isTyped(element) {
  return element.matches('textarea, input:not([type="checkbox"], [type="radio"])');
}
