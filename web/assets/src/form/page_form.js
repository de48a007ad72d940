// Joins a form-js viewer to the page's own <form>: the page's button submits, the answers
// leave as JSON in the hidden input `reponses`.
import { Form } from '@bpmn-io/form-js-viewer';
import { jsonBlock } from '../shared/page.js';
import { repairAttributes } from './attributes.js';
import { startDraft } from './draft.js';
import { fieldsModule } from './fields.js';
import { frenchModule } from './french.js';
import { patienceModule } from './patience.js';
import { serverErrors, showServerErrors } from './server_errors.js';
import { clearSummary, showSummary } from './summary.js';

// place: <div class="fjs" data-form data-values data-errors data-draft-url>; data-lecture to read only.
export async function openForm(place) {
  const { form, values, errors, draftUrl, lecture } = place.dataset;
  const readOnly = lecture !== undefined;
  const viewer = new Form({
    container: place,
    additionalModules: [fieldsModule, frenchModule, patienceModule],
    properties: { readOnly },
    debounce: false, // a text typed less than 300 ms before another change would be lost
  });
  repairAttributes(place);
  await viewer.importSchema(withoutButtons(jsonBlock(form)), jsonBlock(values, {}));
  if (readOnly) return;
  explainStars(place);
  joinSubmit(place.closest('form'), viewer, draftUrl ? startDraft(viewer, draftUrl) : () => {});
  showServerErrors(viewer, serverErrors(jsonBlock(errors, {})));
}

// The page's own button submits: those of the form would be a second way.
function withoutButtons(schema) {
  const keep = components => components?.filter(component => component.type !== 'button')
    .map(component => ({ ...component, ...(component.components && { components: keep(component.components) }) }));
  return { ...schema, components: keep(schema.components) };
}

function explainStars(place) {
  if (!place.querySelector('.fjs-asterix')) return;
  const note = document.createElement('p');
  note.className = 'note-obligatoire';
  note.textContent = 'Les réponses marquées * sont obligatoires.';
  place.prepend(note);
}

function joinSubmit(pageForm, viewer, stopDraft) {
  let gone = false;
  pageForm.noValidate = true;
  // in capture: a refused form must reach neither htmx nor another listener
  pageForm.addEventListener('submit', event => {
    if (event.target !== pageForm) return refuse(event);
    if (gone || !accept(pageForm, viewer, event.submitter?.formNoValidate)) return refuse(event);
    gone = true;
    stopDraft();
  }, true);
  window.addEventListener('pageshow', () => { gone = false; });
  pageForm.addEventListener('htmx:afterRequest', () => { gone = false; });
}

// Also Enter in a field, which submits form-js's inner form: a task is ended by its button alone.
function refuse(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

// asIs: a button with formnovalidate (keep for later, give back) sends the answers unchecked.
function accept(pageForm, viewer, asIs) {
  document.activeElement?.blur?.(); // the field being typed in gives its value on leaving
  const { data, errors } = viewer.submit();
  if (!asIs && Object.keys(errors).length) {
    showSummary(viewer, errors);
    return false;
  }
  clearSummary();
  pageForm.elements.namedItem('reponses').value = JSON.stringify(data);
  return true;
}
