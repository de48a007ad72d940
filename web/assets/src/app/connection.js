// A request that fails is said in words, where the person is looking.

document.addEventListener('htmx:sendError', () => warn(
  'Le serveur ne répond pas. Vérifiez la connexion, puis recommencez.'));
document.addEventListener('htmx:timeout', () => warn(
  'Le serveur met trop de temps à répondre. Recommencez dans un instant.'));
document.addEventListener('htmx:responseError', event => warn(messageFor(event.detail.xhr.status)));
document.addEventListener('htmx:afterOnLoad', event => {
  if (event.detail.successful) document.getElementById('alerte-serveur')?.remove();
});

function messageFor(status) {
  if (status === 401) return 'Votre session a expiré. Rechargez la page pour vous reconnecter.';
  if (status === 403) return 'Vous n’avez pas le droit de faire cette action.';
  if (status === 404) return 'Cette page n’existe pas ou ne vous est plus accessible.';
  if (status === 409 || status === 412) {
    return 'Quelqu’un a modifié cette page entre-temps. Rechargez-la pour voir où elle en est.';
  }
  return 'L’opération n’a pas abouti. Recommencez ; si cela se reproduit, signalez-le.';
}

function warn(text) {
  document.getElementById('alerte-serveur')?.remove();
  const alert = document.createElement('div');
  alert.id = 'alerte-serveur';
  alert.className = 'alert alert-danger';
  alert.setAttribute('role', 'alert');
  (document.querySelector('main') ?? document.body).prepend(alert);
  alert.textContent = text.replace(/ ([;:!?])/g, '\u00a0$1');
  alert.scrollIntoView({ block: 'nearest' });
}
