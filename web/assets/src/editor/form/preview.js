// The form as staff will see it, by the viewer of the staff's pages. Nothing of it is kept.
import { openForm } from '../../form/page_form.js';

let opened = 0;

// The button that changes the drawing for the preview, and back. schema() is the form as it stands.
export function joinPreview(tools, { palette, drawing, preview }, schema) {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'btn btn-sm btn-outline-secondary', textContent: 'Aperçu' });
  let leave = null;
  const turn = async isOpen => {
    button.setAttribute('aria-pressed', String(isOpen));
    [palette.hidden, drawing.hidden, preview.hidden] = [isOpen, isOpen, !isOpen];
    leave?.();
    leave = isOpen ? await openPreview(preview, schema()) : null;
  };
  button.addEventListener('click', () => turn(preview.hidden));
  button.setAttribute('aria-pressed', 'false');
  tools.append(button);
  return { close() { if (!preview.hidden) turn(false); } };
}

async function openPreview(place, schema) {
  opened += 1;
  const pageTitle = document.title;
  place.innerHTML = `
    <p class="apercu-note">Tel que vos collègues le verront. Rien n’est enregistré\u00a0; les textes qui lisent le
    dossier restent vides ici.</p>
    <form class="bloc">
      <div class="fjs" data-form="apercu-${opened}"></div>
      <input type="hidden" name="reponses">
      <button class="btn btn-primary">Vérifier les réponses</button>
      <p class="apercu-verdict" role="status"></p>
    </form>`;
  const form = place.querySelector('form');
  place.append(block(`apercu-${opened}`, schema));
  answerHere(form);
  await openForm(form.querySelector('.fjs')).catch(error => refuse(form, error));
  return function close() {
    place.replaceChildren();
    document.title = pageTitle;
  };
}

// Two questions of one key, a component that is not known: staff would not see it either.
function refuse(form, error) {
  console.warn(error);
  form.innerHTML = '<p class="alert alert-warning m-0" role="alert">Le formulaire ne peut pas être montré tant que '
    + 'ses problèmes ne sont pas corrigés\u00a0: voyez la liste, sous le dessin.</p>';
}

function block(id, schema) {
  const script = document.createElement('script');
  Object.assign(script, { type: 'application/json', id, textContent: JSON.stringify(schema) });
  return script;
}

// What the page's form would send is only told.
function answerHere(form) {
  const verdict = form.querySelector('.apercu-verdict');
  form.addEventListener('submit', event => {
    event.preventDefault();
    verdict.textContent = 'Ces réponses seraient acceptées par le formulaire.';
    form.dispatchEvent(new Event('htmx:afterRequest')); // so that it may be tried again
  });
  form.addEventListener('input', () => { verdict.textContent = ''; });
}
