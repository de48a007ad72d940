// Sends a visit. Each result says what became of it; nothing is thrown.

// {etat: 'envoye', adresse} | 'hors_reseau' | 'session' | 'refus' {message, refus} | 'conflit' {message}
// | 'perdu' {message} | 'panne'
export async function send(reference, entries) {
  const address = `/dossiers/${encodeURIComponent(reference)}/visite`;
  try {
    const token = await freshToken(address);
    if (!token.csrf) return token;
    return await post(address, token.csrf, entries);
  } catch {
    return { etat: 'hors_reseau' };
  }
}

// The page's own token may be of a session that has ended since.
async function freshToken(address) {
  const response = await fetch(address, { redirect: 'manual', cache: 'no-store' });
  if (response.type === 'opaqueredirect') return { etat: 'session' };
  if (!response.ok) return { etat: lostOrFault(response.status) };
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return { csrf: page.querySelector('meta[name="csrf-token"]')?.content, etat: 'panne' };
}

async function post(address, csrf, entries) {
  const response = await fetch(address, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': csrf },
    body: JSON.stringify({ champs: entries }),
  });
  if (response.type === 'opaqueredirect') return { etat: 'session' };
  const told = response.headers.get('Content-Type')?.includes('json') ? await response.json() : {};
  if (response.status === 201) return { etat: 'envoye', adresse: told.adresse };
  if (response.status === 409) return { etat: 'conflit', message: told.message };
  if (response.status === 422) return { etat: 'refus', message: told.message, refus: told.refus ?? {} };
  return { etat: lostOrFault(response.status), message: told.message };
}

function lostOrFault(status) {
  return status === 403 || status === 404 ? 'perdu' : 'panne';
}
