// The session of a review: what is typed saves itself over what was read, never over a colleague's.
import { clock } from '../shared/clock.js';
import { csrfHeader, onContent } from '../shared/page.js';

const DELAY = 1000;

onContent(root => {
  const form = root.querySelector?.('form[data-seance]');
  if (form && !form.dataset.suivie) follow(form);
});

function follow(form) {
  form.dataset.suivie = 'oui'; // htmx says that the page is loaded, as the browser does
  const state = document.getElementById('seance-etat');
  let timer = 0;
  let kept = content(form);
  let going = Promise.resolve();
  let refused = false;
  showReason(form);

  const save = () => {
    clearTimeout(timer);
    timer = 0;
    going = going.then(async () => {
      const now = content(form);
      if (now === kept || refused) return;
      const answer = await post(form);
      if (answer.version === undefined) {
        // A colleague has written since: nothing more is sent from this page.
        refused = answer.status === 409;
        state.replaceChildren(...told(answer));
        return;
      }
      form.elements.version.value = answer.version;
      kept = now;
      state.textContent = `Enregistré à ${clock()}.`;
    });
    return going;
  };

  form.addEventListener('input', () => {
    showReason(form);
    clearTimeout(timer);
    timer = setTimeout(save, DELAY);
  });
  document.addEventListener('visibilitychange', () => { if (document.hidden && timer) save(); });
  // What is being typed goes before the next dossier comes.
  document.addEventListener('click', async event => {
    const link = event.target.closest?.('a[href]');
    if (!link || refused || content(form) === kept || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    await save();
    if (content(form) === kept) location.assign(link.href);
  });
  form.addEventListener('submit', async event => {
    if (refused) return; // the page comes back with both texts
    event.preventDefault();
    await save();
    if (content(form) === kept) document.querySelector('a[rel="next"]')?.click();
  });
}

function content(form) {
  const { version, csrf_token, ...typed } = Object.fromEntries(new FormData(form));
  return JSON.stringify(typed);
}

async function post(form) {
  const body = JSON.stringify({ ...JSON.parse(content(form)), version: form.elements.version.value });
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', ...csrfHeader() };
  try {
    const response = await fetch(form.action, { method: 'POST', headers, body, redirect: 'manual' });
    if (response.type === 'opaqueredirect') {
      return { status: 401, message: 'Votre session a expiré. Reconnectez-vous dans un autre onglet.' };
    }
    return { status: response.status, ...await response.json() };
  } catch {
    return { status: 0, message: 'Non enregistré\u00a0: vérifiez la connexion. Rien n’est perdu à l’écran.' };
  }
}

// The refusal, and a way to see what the colleague wrote.
function told({ status, message }) {
  const strong = document.createElement('strong');
  strong.textContent = `Non enregistré. ${message ?? ''} `;
  if (status !== 409) return [strong];
  const link = document.createElement('a');
  link.href = location.href;
  link.textContent = 'Relire ce dossier';
  return [strong, link];
}

function showReason(form) {
  const parts = { CLORE: '[data-si-clore]', DEROGER: '[data-si-deroger]' };
  for (const [decision, part] of Object.entries(parts)) {
    form.querySelector(part).hidden = form.elements.decision.value !== decision;
  }
}
