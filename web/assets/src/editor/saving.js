// Saving one file: only over what was loaded. A second editor is told, nothing is overwritten.
import { csrfHeader } from '../shared/page.js';

const REFUSALS = {
  401: 'Votre session a expiré. Reconnectez-vous dans un autre onglet, puis enregistrez de nouveau.',
  403: 'Votre métier ne permet pas de modifier ce fichier.',
  413: 'Le fichier est trop volumineux.',
};

// read: async () => text; tell(text, state); saved(answer of the server).
export function openSaving(address, { read, tell, saved, conflicts }) {
  let etag = '', changes = 0, clean = 0, pending = null;
  const isDirty = () => changes !== clean;

  async function load() {
    const answer = await fetch(address, { cache: 'no-store' });
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status} ${address}`);
    etag = answer.headers.get('ETag');
    return answer.text();
  }

  function changed() {
    changes += 1;
    tell('Modifications non enregistrées', 'dirty');
  }

  // One at a time: a second call waits for the first, then sends what came since.
  function save() {
    pending = (pending ?? Promise.resolve()).then(send).catch(failed);
    return pending;
  }

  async function send() {
    if (!isDirty()) return;
    const body = await read(); // what is still being typed becomes a change here
    const upTo = changes;
    tell('Enregistrement…', 'busy');
    const answer = await put(body);
    if (answer.ok && !answer.redirected) return keep(await answer.json(), upTo);
    const told = await answer.json().catch(() => ({}));
    const status = answer.redirected ? 401 : answer.status;
    if (status === 412) conflicts();
    tell(told.message ?? REFUSALS[status] ?? 'L’enregistrement n’a pas abouti. Recommencez.', 'refused');
  }

  // Somebody who signed in again, in another tab, has a new token: the answer brings it.
  async function put(body, isAgain = false) {
    const headers = { 'If-Match': etag, 'Content-Type': 'application/octet-stream', ...csrfHeader() };
    const answer = await fetch(address, { method: 'PUT', headers, body });
    const fresh = answer.headers.get('X-CSRFToken');
    if (answer.status !== 400 || !fresh || isAgain) return answer;
    document.querySelector('meta[name="csrf-token"]').content = fresh;
    return put(body, true);
  }

  function keep(answer, upTo) {
    etag = `"${answer.etag}"`;
    clean = upTo;
    const what = answer.draft ? 'Brouillon enregistré' : 'Identique à la version en vigueur\u00a0: aucun brouillon';
    tell(isDirty() ? 'Modifications non enregistrées' : `${what} à ${answer.saved}`, isDirty() ? 'dirty' : 'saved');
    saved(answer);
  }

  function failed(error) {
    console.error(error);
    tell('Le serveur ne répond pas. Rien n’est perdu\u00a0: vérifiez la connexion, puis enregistrez de nouveau.', 'refused');
  }

  return { load, changed, save, isDirty };
}
