import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './diagram.css';
import { matching, onContent } from './shared/page.js';
import { openDiagram } from './diagram/open.js';

onContent(root => {
  for (const place of matching(root, '.diagramme[data-xml]')) whenVisible(place, () => start(place));
});

// A diagram in a closed <details data-lazy> is neither asked of the server nor drawn.
function whenVisible(place, callback) {
  const fold = place.closest('details[data-lazy]');
  if (!fold || fold.open) return callback();
  const opened = () => {
    if (!fold.open) return;
    fold.removeEventListener('toggle', opened);
    callback();
  };
  fold.addEventListener('toggle', opened);
}

function start(place) {
  if (place.dataset.pret) return;
  place.dataset.pret = 'oui';
  openDiagram(place).then(showTarget);
}

// The drawing took its height: what the address asks for is brought back in view.
function showTarget() {
  const wanted = location.hash && document.getElementById(location.hash.slice(1));
  if (wanted && window.scrollY > 0) wanted.scrollIntoView();
}
