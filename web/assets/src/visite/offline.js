// Lets the visit's page open without network: a small worker, and a copy of an empty page with the
// bundle's files. Neither holds anything of a dossier.

const CACHE = 'palier-visite';
const PAGE = '/dossiers/visite';

// True once the page will open again without network.
export async function prepareOffline() {
  if (!navigator.serviceWorker || !globalThis.caches || !navigator.onLine) return false;
  try {
    await navigator.serviceWorker.register('/static/bundle/visite_worker.js', { scope: '/' });
    await copyPage();
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    return false;
  }
}

async function copyPage() {
  const response = await fetch(PAGE, { cache: 'no-store', redirect: 'manual' });
  if (!response.ok) throw new Error('no page to copy');
  const text = await response.clone().text();
  const page = new DOMParser().parseFromString(text, 'text/html');
  const wanted = [...page.querySelectorAll('link[rel="stylesheet"], script[src]')]
    .map(element => element.getAttribute('href') ?? element.getAttribute('src'));
  // what the page's own module imports was loaded with it
  const chunks = performance.getEntriesByType('resource').map(entry => new URL(entry.name))
    .filter(url => url.origin === location.origin && /\/bundle\/chunk-[^/]+\.js$/.test(url.pathname))
    .map(url => url.pathname);
  const fresh = await Promise.all([...new Set([...wanted, ...chunks])].map(async address => {
    const file = await fetch(address);
    if (!file.ok) throw new Error(address);
    return [address, file];
  }));
  const cache = await caches.open(CACHE);
  const before = await cache.keys();
  await Promise.all([...fresh, [PAGE, response]].map(([address, file]) => cache.put(address, file)));
  const kept = new Set([...fresh.map(([address]) => address), PAGE].map(a => new URL(a, location.origin).href));
  await Promise.all(before.filter(request => !kept.has(request.url)).map(request => cache.delete(request)));
}
