// The draft saves itself 1.5 s after the last change, and says so.
import { clock } from '../shared/clock.js';
import { csrfHeader } from '../shared/page.js';

const DELAY = 1500;

// Returns stop(): called when the form leaves, so that no draft arrives after it.
export function startDraft(viewer, url) {
  const leaving = new AbortController();
  let timer = 0;
  let kept = answers(viewer);

  const save = async () => {
    timer = 0;
    const body = answers(viewer);
    if (body === kept) return;
    const refusal = await post(url, body, leaving.signal);
    if (leaving.signal.aborted) return;
    if (!refusal) kept = body;
    say(refusal ?? `Brouillon enregistré à ${clock()}`);
  };
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(save, DELAY);
  };
  const stop = () => {
    clearTimeout(timer);
    timer = 0;
    leaving.abort();
  };
  viewer.on('field.updated', () => { if (!leaving.signal.aborted) schedule(); });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && timer) { clearTimeout(timer); save(); }
  });
  region()?.setAttribute('aria-live', 'polite');
  return stop;
}

function answers(viewer) {
  return JSON.stringify({ reponses: viewer._getSubmitData() });
}

// Returns undefined when kept, else the sentence that says why not.
async function post(url, body, signal) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', ...csrfHeader() };
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    if (response.ok) return undefined;
    return refusalFor(response.type === 'opaqueredirect' ? 401 : response.status);
  } catch {
    return 'Brouillon non enregistré\u00a0: vérifiez la connexion. Vos réponses restent à l’écran.';
  }
}

function refusalFor(status) {
  if (status === 401) {
    return 'Brouillon non enregistré\u00a0: votre session a expiré. Reconnectez-vous dans un autre onglet.';
  }
  if (status === 409) {
    return 'Brouillon non enregistré\u00a0: cette tâche est déjà faite ou n’est plus à vous.';
  }
  return 'Brouillon non enregistré. Vos réponses restent à l’écran.';
}

function say(sentence) {
  const place = region();
  if (place) place.textContent = sentence;
}

function region() {
  return document.getElementById('brouillon');
}
