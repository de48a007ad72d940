// Draws one diagram, read-only, with the state of its case.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { jsonBlock } from '../shared/page.js';
import { markStates } from './states.js';
import { addTools, fitAll, fitHeight, showFocus } from './tools.js';

// place: <div class="diagramme" data-xml data-state aria-label>. Says in French what fails.
export async function openDiagram(place) {
  const canvas = prepare(place);
  try {
    const viewer = new NavigatedViewer({
      container: canvas, moddleExtensions: { zeebe }, zoomScroll: { enabled: false },
    });
    await viewer.importXML(await load(place.dataset.xml));
    const { elements = {}, focus } = jsonBlock(place.dataset.state, {});
    name(canvas, place);
    markStates(viewer, elements);
    addTools(place, canvas, viewer);
    fitHeight(canvas, viewer);
    fitAll(viewer);
    showFocus(viewer, focus);
    place.querySelector('.diagramme-attente').remove();
  } catch (error) {
    console.error(error);
    refuse(place);
  } finally {
    place.removeAttribute('aria-busy');
  }
}

// role=img would hide the buttons and the link inside: it goes to the drawing alone.
function prepare(place) {
  place.setAttribute('role', 'group');
  place.setAttribute('aria-busy', 'true');
  const canvas = document.createElement('div');
  canvas.className = 'diagramme-toile';
  const waiting = document.createElement('p');
  waiting.className = 'diagramme-attente';
  waiting.textContent = 'Chargement du diagramme…';
  place.replaceChildren(canvas, waiting);
  return canvas;
}

async function load(url) {
  const response = await fetch(url, { headers: { Accept: 'application/xml, text/xml' } });
  if (!response.ok || response.redirected) throw new Error(`${response.status} ${url}`);
  return response.text();
}

function name(canvas, place) {
  const drawing = canvas.querySelector('.djs-container > svg');
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', place.getAttribute('aria-label') ?? 'Diagramme');
  drawing.removeAttribute('tabindex');
}

function refuse(place) {
  const text = document.createElement('p');
  text.className = 'alert alert-warning';
  text.setAttribute('role', 'alert');
  text.textContent = 'Le diagramme n’a pas pu être affiché. Rechargez la page pour réessayer\u00a0; '
    + 'les étapes restent lisibles dans la liste.';
  place.replaceChildren(text);
}
