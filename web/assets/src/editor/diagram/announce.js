// Says in the page's live region what just happened.
export function announce(text) {
  const region = document.getElementById('annonces');
  if (!region) return;
  region.textContent = '';
  // a region that is emptied then filled later is read again, even with the same text
  setTimeout(() => { region.textContent = text; }, 60);
}
