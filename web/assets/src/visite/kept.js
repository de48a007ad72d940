// On a dossier's journal: which visits still wait on this device, with the way to send them.
import { canKeep, keptReferences } from './vault.js';

export async function tellKeptVisits(place) {
  if (!canKeep()) return;
  const references = await keptReferences().catch(() => []);
  if (!references.length) return;
  const links = references.flatMap((reference, rank) => {
    const link = document.createElement('a');
    link.href = `/dossiers/${encodeURIComponent(reference)}/visite`;
    link.textContent = reference;
    return rank ? [', ', link] : [link];
  });
  place.replaceChildren('Un compte rendu de visite est encore sur cet appareil, pas envoyé\u00a0: ', ...links, '.');
  place.hidden = false;
}
