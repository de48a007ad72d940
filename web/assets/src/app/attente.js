// A form that takes a while says so, and is sent once.
document.addEventListener('submit', event => {
  const form = event.target.closest('form[data-attente]');
  if (!form || event.defaultPrevented) return;
  show(form, true);
});

// Back to a page that the browser had kept: it may be sent again.
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-attente]').forEach(form => show(form, false));
});

function show(form, isSent) {
  const told = form.querySelector('.occupe-dit');
  if (told) told.hidden = !isSent;
  // a disabled button is not part of what is sent: it waits until the form has gone
  setTimeout(() => form.querySelectorAll('button').forEach(button => { button.disabled = isSent; }));
}
