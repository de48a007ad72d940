// What the three editors share: toolbar, saving, leaving guard, list of problems.
import { jsonBlock } from '../shared/page.js';
import { openSaving } from './saving.js';
import { openProblems } from './problems.js';

// place: <div class="atelier" data-kind data-file data-context data-problems data-name data-title>.
// Fills it and gives the editor what it needs; `read`, `undo`, `redo`… are set by the editor.
export function openFrame(place) {
  const frame = { read: null, undo: null, redo: null, canUndo: () => false, canRedo: () => false };
  const parts = build(place);
  const problems = openProblems(parts.problems, jsonBlock(place.dataset.problems, []));
  const saving = openSaving(place.dataset.file, {
    read: () => frame.read(),
    tell: (text, state) => tell(parts.status, text, state),
    saved: answer => { problems.show(answer.problems, answer.elsewhere); renewHead(); frame.renew(); },
    conflicts: () => { parts.mine.hidden = false; },
  });

  const refresh = () => {
    parts.save.disabled = !saving.isDirty();
    parts.undo.disabled = !frame.canUndo();
    parts.redo.disabled = !frame.canRedo();
  };
  const save = () => saving.save().finally(refresh);
  parts.save.addEventListener('click', save);
  parts.mine.addEventListener('click', async () => download(await frame.read(), `${place.dataset.name}.${place.dataset.kind}`));
  parts.undo.addEventListener('click', () => frame.undo());
  parts.redo.addEventListener('click', () => frame.redo());
  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      save();
    }
  });
  window.addEventListener('beforeunload', event => saving.isDirty() && event.preventDefault());

  return Object.assign(frame, parts, contexts(place.dataset.context), {
    load: saving.load,
    changed() { saving.changed(); refresh(); },
    ready() { place.removeAttribute('aria-busy'); place.dataset.ready = 'oui'; refresh(); },
    refresh,
    refuse(error) { place.removeAttribute('aria-busy'); refuse(parts.canvas, error); },
    onProblems: problems.onChange,
    onShow: problems.onShow,
  });
}

function build(place) {
  place.setAttribute('aria-busy', 'true');
  place.innerHTML = `
    <div class="editor-bar" role="toolbar" aria-label="Édition">
      <button type="button" class="btn btn-sm btn-primary" data-part="save" disabled>Enregistrer le brouillon</button>
      <button type="button" class="btn btn-sm btn-outline-secondary" data-part="undo" disabled>Annuler</button>
      <button type="button" class="btn btn-sm btn-outline-secondary" data-part="redo" disabled>Rétablir</button>
      <span class="editor-tools" data-part="tools"></span>
      <button type="button" class="btn btn-sm btn-outline-danger" data-part="mine" hidden>Télécharger ma version</button>
      <p class="editor-status" role="status" data-part="status"></p>
    </div>
    <div class="editor-main">
      <div class="editor-canvas" data-part="canvas"></div>
      <div class="editor-side">
        <section aria-label="Réglages" data-part="panel" class="editor-panel"></section>
      </div>
    </div>
    <section class="editor-problems" data-part="problems" aria-label="Problèmes"></section>
    <section class="editor-outline" data-part="outline" aria-label="Plan"></section>`;
  const found = place.querySelectorAll('[data-part]');
  return Object.fromEntries([...found].map(element => [element.dataset.part, element]));
}

// What the page says above the editor (a draft now, by whom), as the server says it.
async function renewHead() {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('entete');
  if (fresh) document.getElementById('entete')?.replaceWith(fresh);
}

function download(text, name) {
  const address = URL.createObjectURL(new Blob([text]));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function tell(status, text, state) {
  status.textContent = text;
  status.dataset.state = state;
}

function refuse(canvas, error) {
  console.error(error);
  canvas.innerHTML = '<p class="alert alert-danger m-3" role="alert">Le fichier n’a pas pu être '
    + 'ouvert dans l’éditeur. Téléchargez-le pour le corriger, puis déposez-le de nouveau.</p>';
}

// What the panels choose from; asked again when the person comes back from another page.
function contexts(address) {
  const listeners = [];
  let asked = null;
  const ask = () => fetch(address).then(answer => (answer.ok ? answer.json() : Promise.reject(answer)));
  const renew = () => {
    asked = ask();
    asked.then(found => listeners.forEach(listener => listener(found)), () => { asked = null; });
  };
  window.addEventListener('focus', renew);
  return {
    renew,
    context() { asked ??= ask(); return asked; },
    onContext(listener) { listeners.push(listener); },
  };
}
