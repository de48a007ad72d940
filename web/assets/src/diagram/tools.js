// Moving about: real buttons, arrow keys on the focused diagram, wheel only once it is used.
import { button } from '../shared/button.js';

const STEP = 1.25;
const PAN = 60;
const READABLE = 0.75;
const MARGIN = 40;

export function addTools(place, canvas, viewer) {
  const bar = document.createElement('div');
  bar.className = 'diagramme-outils';
  bar.append(
    button('Agrandir', () => zoomBy(viewer, STEP)),
    button('Réduire', () => zoomBy(viewer, 1 / STEP)),
    button('Tout voir', () => fitAll(viewer)),
  );
  place.prepend(bar);
  place.addEventListener('keydown', event => {
    if (event.target === place && key(viewer, event.key)) event.preventDefault();
  });
  // the wheel scrolls the page until the person has entered the diagram
  canvas.addEventListener('pointerdown', () => viewer.get('zoomScroll').toggle(true));
  place.addEventListener('pointerleave', () => viewer.get('zoomScroll').toggle(false));
}

// A flat diagram needs no tall frame: the height follows the drawing, within what CSS allows.
export function fitHeight(frame, viewer) {
  const { inner, outer } = viewer.get('canvas').viewbox();
  const scale = Math.min(1, outer.width / (inner.width + 2 * MARGIN));
  frame.style.height = `${Math.ceil((inner.height + 2 * MARGIN) * scale)}px`;
  viewer.get('canvas').resized();
}

// Everything, with a margin, never larger than life.
export function fitAll(viewer) {
  const canvas = viewer.get('canvas');
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(1, outer.width / (inner.width + 2 * MARGIN), outer.height / (inner.height + 2 * MARGIN));
  const seen = { width: outer.width / scale, height: outer.height / scale };
  canvas.viewbox(around(inner, seen));
}

// When the whole is too small to be read, shows the current step at a readable size.
export function showFocus(viewer, id) {
  const element = id && viewer.get('elementRegistry').get(id);
  const canvas = viewer.get('canvas');
  if (!element) return;
  canvas.addMarker(id, 'etape-choisie');
  if (canvas.zoom() >= READABLE) return;
  const { width, height } = canvas.viewbox().outer;
  const seen = { width: width / READABLE, height: height / READABLE };
  canvas.viewbox(around(element, seen));
}

// The part of the drawing of that size whose middle is the box's.
function around(box, { width, height }) {
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

function key(viewer, name) {
  const moves = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };
  if (moves[name]) viewer.get('canvas').scroll({ dx: moves[name][0], dy: moves[name][1] });
  else if (name === '+') zoomBy(viewer, STEP);
  else if (name === '-') zoomBy(viewer, 1 / STEP);
  else if (name === '0') fitAll(viewer);
  else return false;
  return true;
}

function zoomBy(viewer, factor) {
  const canvas = viewer.get('canvas');
  canvas.zoom(Math.min(Math.max(canvas.zoom() * factor, 0.2), 4), 'auto');
}
