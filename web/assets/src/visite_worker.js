// Opens the visit's page without network, from a copy that holds nothing of any dossier, and
// forgets the keys of what is kept as soon as somebody signs out or is asked to sign in.
// Everything else goes to the network as if this worker were not there. It imports nothing: it
// runs as a plain script everywhere.

const CACHE = 'palier-visite';
const PAGE = '/dossiers/visite';
const VISIT = /^\/dossiers\/[^/]+\/visite$/;
const PATIENCE = 10_000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== self.location.origin) return;
  if (event.request.mode === 'navigate') {
    if (pathname === '/deconnexion' || pathname === '/connexion') event.waitUntil(forgetKeys());
    else if (VISIT.test(pathname) && event.request.method === 'GET') event.respondWith(visit(event.request));
  } else if (pathname.startsWith('/static/bundle/') && event.request.method === 'GET') {
    event.respondWith(file(event.request));
  }
});

async function visit(request) {
  const copy = await (await caches.open(CACHE)).match(PAGE);
  if (!copy) return fetch(request);
  const late = new Promise(resolve => { setTimeout(() => resolve(copy), PATIENCE); });
  return Promise.race([fetch(request).catch(() => copy), late]);
}

// A file's address says its content, so a copy is as good; a chunk's name does.
async function file(request) {
  const copy = await (await caches.open(CACHE)).match(request);
  return copy ?? fetch(request);
}

function forgetKeys() {
  return new Promise(resolve => {
    const opening = indexedDB.open('palier-visite', 1);
    opening.onupgradeneeded = () => {
      for (const name of ['brouillons', 'cles']) opening.result.createObjectStore(name, { keyPath: 'id' });
    };
    opening.onerror = () => resolve();
    opening.onsuccess = () => {
      const emptied = opening.result.transaction('cles', 'readwrite');
      emptied.objectStore('cles').clear();
      emptied.oncomplete = emptied.onabort = () => { opening.result.close(); resolve(); };
    };
  });
}
