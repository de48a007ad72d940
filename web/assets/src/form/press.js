// What leaving a field shows waits until the button of the mouse is let go: a message that
// appeared in between would move what was pressed away from under the pointer, and lose the click.

let isPressed = false;
document.addEventListener('pointerdown', () => { isPressed = true; }, true);
for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => { isPressed = false; }, true);
}

// Runs now, or when the press that is under way ends: before the click that it makes.
export function afterPress(act) {
  if (!isPressed) return act();
  const ended = new AbortController();
  const run = () => { ended.abort(); act(); };
  for (const end of ['pointerup', 'pointercancel']) {
    document.addEventListener(end, run, { signal: ended.signal });
  }
}
