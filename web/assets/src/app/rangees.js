// Rows that slide sideways (the menu, the tabs of a dossier) open on the page where one is.
document.addEventListener('DOMContentLoaded', () => {
  document.querySelectorAll('.menu-pages, .onglets ul').forEach(row => {
    const here = row.querySelector('[aria-current]');
    if (!here || row.scrollWidth <= row.clientWidth) return;
    const rest = row.clientWidth - here.offsetWidth;
    row.scrollLeft = here.getBoundingClientRect().left - row.getBoundingClientRect().left - rest / 2;
  });
});
