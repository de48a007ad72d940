// Rows that slide sideways (the menu, the tabs of a dossier) open on the page where one is.
document.addEventListener('DOMContentLoaded', () => {
  document.querySelectorAll('.menu-pages, .onglets ul').forEach(row => {
    const here = row.querySelector('[aria-current]');
    if (!here || row.scrollWidth <= row.clientWidth) return;
    const from = here.getBoundingClientRect().left - row.getBoundingClientRect().left;
    if (from + here.offsetWidth < row.clientWidth * 0.85) return; // seen already
    row.scrollLeft = from - (row.clientWidth - here.offsetWidth) / 2;
  });
});
