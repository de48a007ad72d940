// What is typed about a visit, kept on the device until it is sent: encrypted, and forgotten.
//
// Against whom
// - Whoever later uses the same browser, or reads its files once the person has signed out: the
//   text is AES-GCM; its key comes from the server, for this person and this dossier, and is
//   imported so that no script can read it again. It is not kept with the text but in a store of
//   its own, which is emptied at sign-out, by the sign-in page and after 12 hours (as the session
//   is). What is left then is a text that only the server can give the key of, to that person.
// - A colleague who signs in on the same device: another key, another mark; the text stays shut.
// - A text moved to another dossier or person: their names are bound to it (associated data).
// - Time: a text expires 7 days after its last change, and goes as soon as it has been sent.
// - The browser's own memory of forms, written in clear to restore a session: the form says
//   autocomplete="off", by which Chromium and Firefox leave it out. The page itself is no-store.
// - The copy of the page kept to open it without network: it holds no text, no dossier, no person.
//
// Not against
// - A script of this origin, which sees what is typed anyway: the content policy is for that.
// - Somebody who takes the device while the person is signed in: the session itself is open.
// - Somebody who reads the disk of a device that was taken without sign-out: browsers keep even
//   a key that no script can read in their files, and databases leave deleted pages for a while.
//   Only an encrypted disk and a locked screen answer that: laptops and phones must have both.

const NAME = 'palier-visite';
const DRAFT_LIFE = 7 * 24 * 3600 * 1000;
const KEY_LIFE = 12 * 3600 * 1000;
const IV_BYTES = 12;

export const canKeep = () => Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);

// id: « reference/mark ». With the key, as base64, what was kept before is readable again.
export async function admitKey(id, base64) {
  const raw = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  raw.fill(0);
  await purge();
  await put('cles', { id, key, expire: Date.now() + KEY_LIFE });
  return key;
}

// The id and key of this dossier's visit for whoever is signed in, or undefined.
export async function knownKey(reference) {
  await purge();
  const keys = await all('cles');
  return keys.find(({ id }) => id.startsWith(`${reference}/`));
}

// content.vierge: nothing is typed yet, but the page can be opened again without network.
export async function keep(id, key, content) {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(id) }, key, plain);
  const vierge = Boolean(content.vierge);
  await put('brouillons', { id, iv, text, vierge, expire: Date.now() + (vierge ? KEY_LIFE : DRAFT_LIFE) });
}

// What was kept, or undefined: nothing, too old, or somebody else's.
export async function recall(id, key) {
  await purge();
  const kept = (await all('brouillons')).find(row => row.id === id);
  if (!kept) return undefined;
  try {
    const algorithm = { name: 'AES-GCM', iv: kept.iv, additionalData: bound(id) };
    const plain = await crypto.subtle.decrypt(algorithm, key, kept.text);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined;
  }
}

// The text and its key go.
export async function forget(id) {
  await inStores('readwrite', (drafts, keys) => { drafts.delete(id); keys.delete(id); });
}

// The text alone goes: the page is still open.
export async function forgetDraft(id) {
  await inStores('readwrite', drafts => drafts.delete(id));
}

// The references of the dossiers for which something is kept here; nothing of what it says.
export async function keptReferences() {
  await purge();
  const written = (await all('brouillons')).filter(({ vierge }) => !vierge);
  return [...new Set(written.map(({ id }) => id.split('/')[0]))];
}

function bound(id) {
  return new TextEncoder().encode(`${NAME}/1/${id}`);
}

async function purge() {
  const now = Date.now();
  for (const name of ['brouillons', 'cles']) {
    for (const { id, expire } of await all(name)) {
      if (expire <= now) await inStores('readwrite', (...stores) => stores.find(s => s.name === name).delete(id));
    }
  }
}

async function put(name, row) {
  await inStores('readwrite', (...stores) => stores.find(store => store.name === name).put(row));
}

async function all(name) {
  let request;
  await inStores('readonly', (...stores) => {
    request = stores.find(store => store.name === name).getAll();
  });
  return request.result;
}

function inStores(mode, act) {
  return open().then(base => new Promise((resolve, reject) => {
    const transaction = base.transaction(['brouillons', 'cles'], mode);
    transaction.oncomplete = () => { base.close(); resolve(); };
    transaction.onabort = transaction.onerror = () => { base.close(); reject(transaction.error); };
    act(transaction.objectStore('brouillons'), transaction.objectStore('cles'));
  }));
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const name of ['brouillons', 'cles']) request.result.createObjectStore(name, { keyPath: 'id' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
