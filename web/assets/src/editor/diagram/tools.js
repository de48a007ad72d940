// Moving about in the drawing: buttons in the bar.
import { button } from '../../shared/button.js';

const STEP = 1.25;
const SMALLEST = 0.2, LARGEST = 4;
const READABLE = 0.75;
const MARGIN = 40;
const PALETTE = 110;

export function addTools(place, modeler, toOutline) {
  const canvas = modeler.get('canvas');
  const zoomBy = factor => canvas.zoom(Math.min(Math.max(canvas.zoom() * factor, SMALLEST), LARGEST), 'auto');
  place.append(
    button('Agrandir', () => zoomBy(STEP)),
    button('Réduire', () => zoomBy(1 / STEP)),
    button('Tout voir', () => fitAll(canvas)),
    button('Chercher', () => modeler.get('searchPad').toggle()),
    button('Aller au plan', toOutline),
  );
}

// Everything when it can be read; else the beginning, at a readable size.
export function showFirst(modeler) {
  const canvas = modeler.get('canvas');
  fitAll(canvas);
  if (canvas.zoom() >= READABLE) return;
  const { inner, outer } = canvas.viewbox();
  canvas.viewbox({ x: inner.x - PALETTE / READABLE, y: inner.y - MARGIN, width: outer.width / READABLE,
    height: outer.height / READABLE });
}

// Everything beside the palette, with a margin, never larger than life.
function fitAll(canvas) {
  const { inner, outer } = canvas.viewbox();
  const room = outer.width - PALETTE;
  const scale = Math.min(1, room / (inner.width + MARGIN), outer.height / (inner.height + 2 * MARGIN));
  const width = outer.width / scale, height = outer.height / scale;
  const left = (PALETTE + Math.max(0, room - (inner.width + MARGIN) * scale) / 2) / scale;
  canvas.viewbox({ x: inner.x - left, y: inner.y + (inner.height - height) / 2, width, height });
}
