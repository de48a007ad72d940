"""What the forms of a project can already be filled with (`suivi/prefill.py`)."""

from engine.core.transaction import Transaction
from engine.suivi.prefill import Filled, prefills
from engine.suivi.projets.codes import PARTIES, StatutProjet
from engine.suivi.projets.conclude import FORM
from engine.suivi.projets.contenu import Contenu
from engine.suivi.projets.entendre import DRAFTED
from engine.suivi.projets.read import ProjetsLus, read_projet

MAX_FORM = 1_000
"""What the texts of these forms may hold."""


@prefills(*DRAFTED, FORM)
def projet_known(tx: Transaction, reference: str, form: str) -> Filled:
    """What the project tells of these forms; refused to whoever may not read it."""
    read = read_projet(tx, reference)
    return _signature(read) if form == FORM else _draft(read, form)


def _draft(read: ProjetsLus, form: str) -> Filled:
    draft = read.en_cours(DRAFTED[form])
    goals = [one for one in read.objectifs if one.is_open]
    filled: Filled = {}
    if goals:
        filled["themes_projet"] = list(dict.fromkeys(one.row.theme for one in goals))
        filled["objectifs"] = "\n".join(one.libelle for one in goals)[:MAX_FORM]
    if draft and draft.row.langue_simple:
        filled["langue_simple"] = "OUI"
    if draft and (said := _engagements(draft.contenu)):
        filled["engagements"] = said[:MAX_FORM]
    return filled


def _engagements(contenu: Contenu) -> str:
    named = {
        "MENAGE": contenu.engagements_menage,
        "MDL": contenu.engagements_mdl,
        "BAILLEUR": contenu.engagements_bailleur,
    }
    said = [f"{PARTIES[partie]} : {text}" for partie, text in named.items() if text]
    return "\n".join([*([contenu.engagements] if contenu.engagements else []), *said])


def _signature(read: ProjetsLus) -> Filled:
    """Of the version whose signatures are all, or some, given."""
    known = (StatutProjet.A_SIGNER, StatutProjet.SIGNE)
    for one in read.versions:
        if one.tache and one.row.statut in known and one.signatures:
            return dict(one.tache.answers)
    return {}
