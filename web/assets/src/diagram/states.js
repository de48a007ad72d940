// What is done, open or late, drawn on the elements and said in words.

const WORDS = { en_cours: 'en cours', en_retard: 'en retard' };

// elements: {element id: {etat, nombre}}; ids of other diagrams are ignored.
export function markStates(viewer, elements) {
  const registry = viewer.get('elementRegistry');
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  for (const [id, { etat, nombre = 1 }] of Object.entries(elements)) {
    if (!registry.get(id)) continue;
    canvas.addMarker(id, `etape-${etat.replace('_', '-')}`);
    if (!WORDS[etat]) continue;
    overlays.add(id, { position: { top: -23, left: 0 }, scale: { min: 0.8, max: 1 }, html: badge(etat, nombre) });
  }
}

function badge(etat, nombre) {
  const span = document.createElement('span');
  span.className = `etape-mot etape-mot--${etat.replace('_', '-')}`;
  span.textContent = nombre > 1 ? `${WORDS[etat]} (${nombre})` : WORDS[etat];
  return span;
}
