// Menus are <details class="menu">: Escape or a click elsewhere closes them.
// A button or form with data-confirmer asks before it acts.

document.addEventListener('click', event => {
  openMenus().filter(menu => !menu.contains(event.target)).forEach(close);
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  const menu = openMenus().find(candidate => candidate.contains(document.activeElement));
  if (!menu) return;
  close(menu);
  menu.querySelector('summary').focus();
});

document.addEventListener('submit', event => {
  const question = event.submitter?.dataset.confirmer ?? event.target.dataset.confirmer;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

function openMenus() {
  return [...document.querySelectorAll('details.menu[open]')];
}

function close(menu) {
  menu.open = false;
}
