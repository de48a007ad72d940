// The help on keys: a <dialog id="aide-clavier">, made here unless the page brings its own.
// Any [data-aide] button opens it, so the help does not depend on the keys it explains.

const KEYS = [
  ['J', 'aller à la tâche suivante de la liste, en séance au dossier suivant'],
  ['K', 'aller à la tâche précédente, ou au dossier précédent'],
  ['Entrée', 'ouvrir la tâche choisie'],
  ['/', 'aller à la recherche'],
  ['?', 'ouvrir cette aide'],
  ['Échap', 'fermer cette aide ou un menu'],
];

export function prepareHelp() {
  document.addEventListener('click', event => {
    if (event.target.closest('[data-aide]')) openHelp();
  });
  if (!document.getElementById('aide-clavier')) document.body.append(buildHelp());
}

export function openHelp() {
  document.getElementById('aide-clavier').showModal();
}

function buildHelp() {
  const dialog = document.createElement('dialog');
  dialog.id = 'aide-clavier';
  dialog.setAttribute('aria-labelledby', 'aide-clavier-titre');
  dialog.innerHTML = `
    <h2 id="aide-clavier-titre" class="h4">Raccourcis du clavier</h2>
    <dl>${KEYS.map(([key, effect]) => `<dt><kbd>${key}</kbd></dt><dd>${effect}</dd>`).join('')}</dl>
    ${document.getElementById('raccourcis') ? '' : switchMarkup()}
    <form method="dialog"><button class="btn btn-primary">Fermer</button></form>`;
  return dialog;
}

function switchMarkup() {
  return `<p class="form-check"><input class="form-check-input" type="checkbox" id="raccourcis" checked>
    <label class="form-check-label" for="raccourcis">Utiliser les raccourcis d’une touche
    sur cet appareil</label></p>`;
}
