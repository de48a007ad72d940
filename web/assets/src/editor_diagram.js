import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import './editor_diagram.css';
import { openFrame } from './editor/frame.js';
import { openEditor } from './editor/diagram/open.js';
import { matching, onContent } from './shared/page.js';

onContent(root => {
  for (const place of matching(root, '.atelier[data-kind="bpmn"]')) start(place);
});

function start(place) {
  if (place.dataset.pret) return;
  place.dataset.pret = 'oui';
  const frame = openFrame(place);
  openEditor(frame, place).catch(error => frame.refuse(error));
}
