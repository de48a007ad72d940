// A button of a bar of tools.

export function button(words, act) {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', className: 'btn btn-sm btn-outline-secondary', textContent: words });
  made.addEventListener('click', act);
  return made;
}
