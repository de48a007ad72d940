// « Quitter vite »: the page goes at once, and the way back does not lead to it.

document.addEventListener('click', event => {
  const link = event.target.closest('[data-quitter]');
  if (!link) return;
  event.preventDefault();
  document.body.hidden = true;
  window.location.replace(link.href);
});
