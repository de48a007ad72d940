// What an act has done is said at the top of the next page: the keyboard starts from there, and a
// screen reader says it. A page that puts the focus itself, or leads to one of its parts, keeps it.
document.addEventListener('DOMContentLoaded', () => {
  const said = document.querySelector('[data-dit]');
  if (!said || location.hash || document.activeElement !== document.body) return;
  said.focus({ preventScroll: true });
});
