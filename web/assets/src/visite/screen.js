// The visit's screen: keeps what is typed, sends it, says where it stands.
import { clock } from '../shared/clock.js';
import { read, write } from './fields.js';
import { prepareOffline } from './offline.js';
import { send } from './send.js';
import { showRefusals, clearRefusals } from './refusals.js';
import { admitKey, canKeep, forget, forgetDraft, keep, knownKey, recall } from './vault.js';

const DELAY = 400;
const RETRY = 20_000;
const TOLD = {
  pret: ['', 'Cette page s’écrit aussi sans réseau, jusqu’à ce soir, sur cet appareil.'],
  sans: ['garde', 'Le réseau manque : écrivez, tout est gardé sur cet appareil, chiffré.'],
  attente: ['garde', 'Le réseau manque. La visite est gardée sur cet appareil, chiffrée ; elle sera envoyée dès qu’il revient.'],
  session: ['garde', 'Votre session est terminée. Reconnectez-vous : la visite est gardée sur cet appareil, et rouverte avec cette page.'],
  conflit: ['garde', 'Rien n’est enregistré : voyez ci-dessus. La visite reste sur cet appareil.'],
  refus: ['garde', 'Des réponses sont à corriger : voyez ci-dessus. La visite reste sur cet appareil.'],
  perdu: ['garde', 'Vous n’avez plus accès à ce dossier : la visite ne peut pas être envoyée. Voyez votre chef de service, puis effacez-la de cet appareil.'],
  panne: ['garde', 'Le serveur n’a pas pu enregistrer la visite. Elle reste sur cet appareil ; réessayez dans un instant.'],
};

// form: drawn by the server, online, with its key.
export async function openVisit(form) {
  const { visite: reference, personne, cle } = form.dataset;
  form.removeAttribute('data-cle');
  followPresence(form);
  if (!canKeep()) return say(['', 'Cette connexion ne permet pas de garder la visite sur l’appareil : gardez la page ouverte.']);
  const id = `${reference}/${personne}`;
  const key = await admitKey(id, cle);
  const html = form.outerHTML;
  const visit = new Visit({ form, reference, id, key, html });
  const kept = await recall(id, key);
  if (kept && !kept.vierge) visit.resume(kept);
  else await visit.keepBlank();
  visit.start();
  if (await prepareOffline() && !visit.isResumed && !visit.timer) say(TOLD.pret);
}

// place: of the copy of the page, without network. What was kept is drawn again.
export async function openOfflineVisit(main) {
  const reference = decodeURIComponent(location.pathname.split('/')[2] ?? '');
  const known = canKeep() && await knownKey(reference);
  const kept = known && await recall(known.id, known.key);
  if (!kept) {
    say(['garde', 'Le réseau manque, et rien n’est gardé ici pour ce dossier. Retrouvez le réseau, puis rechargez la page.']);
    return;
  }
  // written by the server, kept encrypted under a key bound to it: no script of a page runs from it
  main.querySelector('[data-visite-place]').innerHTML = kept.html;
  const form = main.querySelector('form');
  followPresence(form);
  const visit = new Visit({ form, reference, id: known.id, key: known.key, html: kept.html });
  if (kept.vierge) say(TOLD.sans);
  else visit.resume(kept);
  visit.start();
  document.querySelectorAll('[data-imprimer]').forEach(button => { button.hidden = false; });
}

class Visit {
  constructor(parts) {
    Object.assign(this, parts, { isReady: false, isSending: false, isResumed: false });
    this.first = JSON.stringify(read(this.form));
    this.chain = Promise.resolve();
  }

  // Nothing is typed yet: the page is kept all the same, to be opened again without network.
  async keepBlank() {
    await keep(this.id, this.key, { champs: [], html: this.html, vierge: true, le: Date.now() });
  }

  // What was kept comes back; a visit that only waited for the network is sent at once.
  resume({ champs, pret, le }) {
    const lost = write(this.form, champs);
    this.isReady = Boolean(pret);
    this.isResumed = true;
    const since = new Date(le).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' });
    say(['garde', `Ce que vous aviez écrit (${since}) est repris de cet appareil.`
      + (lost.length ? ' Une tâche a été réalisée depuis : ses réponses ne seront pas envoyées.' : '')]);
    this.showErase();
  }

  start() {
    const { form } = this;
    form.noValidate = true;
    form.addEventListener('input', () => this.schedule());
    form.addEventListener('submit', event => { event.preventDefault(); this.submit(); });
    form.querySelector('[data-effacer]')?.addEventListener('click', () => this.erase());
    window.addEventListener('online', () => { if (this.isReady) this.deliver(); });
    document.addEventListener('visibilitychange', () => { if (document.hidden && this.timer) this.save(); });
    setInterval(() => { if (this.isReady && !document.hidden) this.deliver(); }, RETRY);
    if (this.isReady) this.deliver();
  }

  schedule() {
    // what was tried may have been received: another text is another visit, never dropped as sent
    if (this.wasTried) this.renumber();
    this.isReady = this.wasTried = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), DELAY);
  }

  // One write after the other, so that the last one typed is the last one kept.
  save() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.chain = this.chain.then(async () => {
      const champs = read(this.form);
      if (!this.isReady && !this.isResumed && JSON.stringify(champs) === this.first) return;
      await keep(this.id, this.key, { champs, html: this.html, pret: this.isReady, le: Date.now() });
      this.showErase();
      if (!this.isReady) say(['', `Gardé sur cet appareil à ${clock()}, chiffré. Rien n’est encore envoyé.`]);
    }).catch(() => say(['garde', 'L’appareil refuse de garder la visite : gardez la page ouverte.']));
    return this.chain;
  }

  async submit() {
    if (!this.form.checkValidity()) {
      this.form.noValidate = false;
      this.form.reportValidity();
      this.form.noValidate = true;
      return;
    }
    clearRefusals(this.form);
    const refus = missing(this.form);
    if (Object.keys(refus).length) {
      await this.save();
      return showRefusals(this.form, { message: 'Des réponses manquent.', refus });
    }
    this.isReady = true;
    await this.save();
    await this.deliver();
  }

  async deliver() {
    if (this.isSending) return;
    this.isSending = this.wasTried = true;
    clearRefusals(this.form);
    const result = await send(this.reference, read(this.form));
    this.isSending = false;
    if (result.etat === 'envoye') {
      await this.chain;
      await forget(this.id);
      location.assign(result.adresse);
      return;
    }
    if (result.etat === 'hors_reseau') return say(TOLD.attente);
    if (result.etat !== 'session') {
      this.isReady = false; // refused: nothing of it was received
      await this.save();
    }
    showRefusals(this.form, result);
    say(TOLD[result.etat]);
  }

  async erase() {
    if (!window.confirm('Effacer de cet appareil ce que vous avez écrit ? Rien n’en restera.')) return;
    await this.chain;
    await forgetDraft(this.id);
    this.isReady = this.isResumed = false;
    this.form.reset();
    this.renumber();
    await this.keepBlank();
    say(['', 'Effacé de cet appareil.']);
    this.form.querySelector('[data-effacer]').hidden = true;
  }

  renumber() {
    this.form.elements.namedItem('numero').value = crypto.randomUUID().replaceAll('-', '');
  }

  showErase() {
    const button = this.form.querySelector('[data-effacer]');
    if (button) button.hidden = false;
  }
}

// What the tasks that are ticked need: told at once, since the server may be far away.
function missing(form) {
  const refus = {};
  const isTicked = form.querySelector('[name="taches"]:checked');
  for (const place of form.querySelectorAll('[data-requis]')) {
    const box = place.closest('section').querySelector('[name="taches"]');
    const isAsked = box ? box.checked : isTicked;
    const values = new FormData(form).getAll(place.dataset.requis).join('').trim();
    if (isAsked && !values) refus[place.dataset.requis] = ['Répondez à cette question.'];
  }
  return refus;
}

// Nobody was there: what needs somebody stays to be done.
function followPresence(form) {
  form.addEventListener('change', event => {
    if (event.target.name !== 'presence') return;
    form.querySelectorAll('[data-si-present]').forEach(box => { box.checked = event.target.value === 'HONORE'; });
  });
}

function say([tone, sentence]) {
  const place = document.getElementById('etat-visite');
  if (!place) return;
  place.dataset.ton = tone;
  place.textContent = sentence.replace(/ ([;:!?])/g, '\u00a0$1');
}
