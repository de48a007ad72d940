import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './form.css';
import { matching, onContent } from './shared/page.js';
import { openForm } from './form/page_form.js';

onContent(root => {
  matching(root, '.fjs[data-form]').filter(place => !place.dataset.pret).forEach(place => {
    place.dataset.pret = 'oui';
    openForm(place).catch(error => refuse(place, error));
  });
});

function refuse(place, error) {
  console.error(error);
  place.textContent = 'Le formulaire n’a pas pu être affiché. Rechargez la page\u00a0; '
    + 'si cela se reproduit, signalez-le.';
  place.classList.add('alert', 'alert-danger');
  place.setAttribute('role', 'alert');
}
