"""What the forms of the diagrams ask already: an agreement told there is not typed again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from engine.bpm.instances.heard import Said, hears
from engine.core.calendar import iso_day, paris_day
from engine.core.transaction import Transaction
from engine.suivi.consentements.codes import MODES, VERSION_TEXTE, Finalite
from engine.suivi.consentements.collect import WITHDRAWAL
from engine.suivi.consentements.models import Consentement
from engine.suivi.dettes.find import dossier_of
from engine.suivi.violences.lire import volet_dossier


@dataclass(frozen=True)
class Told:
    """Which purpose a form asks about, and the keys of its answers."""

    finalite: Finalite
    accord: str
    jour: str = ""
    mode: str = ""


TOLD: Mapping[str, Told] = {
    "information_partage": Told(
        Finalite.PARTAGE_BAILLEUR, "accord_partage", "date_information", "mode_information"
    ),
    "accord_menage": Told(Finalite.ENTREE_DISPOSITIF, "accord", "date_accord", "mode_accord"),
    "entretien_fin": Told(Finalite.SUIVI_POST_SORTIE, "suivi_apres_sortie", "date_entretien"),
    "proteger_personne": Told(Finalite.PARTAGE_CIDFF, "accord_referente"),
}
ANSWERS: Mapping[str, bool] = {"OUI": True, "NON": False}


@hears(*TOLD)
def hear_accord(tx: Transaction, said: Said) -> None:
    """Keep the answer, or what it becomes once corrected."""
    about = TOLD[said.form]
    accorde = ANSWERS.get(str(said.raw.get(about.accord)))
    if accorde is None:
        return
    told = {
        "accorde": accorde,
        "recueilli_le": iso_day(said.raw.get(about.jour)) or paris_day(tx.now),
        "mode": _mode(said.raw, about.mode),
        "answer_id": said.answer_id,
    }
    if said.corrects_id is not None:
        known = Consentement.answer_id == said.corrects_id
        row = tx.session.scalar(select(Consentement).where(known))
        if row is not None:
            tx.writes.set(row, **told)
        return
    dossier = dossier_of(tx, said.instance)
    circle_id = dossier.circle_id if dossier else said.instance.circle_id
    # What the volet is told is for its own list, which the landlord is never on.
    dossier = dossier or volet_dossier(tx, said.instance)
    if dossier is None:
        return
    row_id = uuid4()
    kept: dict[str, Any] = {
        **told,
        "id": row_id,
        "dossier_id": dossier.id,
        "circle_id": circle_id,
        "finalite": about.finalite,
        "version_texte": VERSION_TEXTE,
        "auteur_id": tx.actor.id,
        "organisation": tx.actor.organisation,
        "ecrit_le": tx.now,
    }
    tx.writes.insert(Consentement, [kept])


@hears(WITHDRAWAL)
def hear_withdrawal(tx: Transaction, said: Said) -> None:
    """The sharing with the landlord has ended, from the day that is told."""
    day = iso_day(said.raw.get("date_retrait")) or paris_day(tx.now)
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    mine = (
        Consentement.dossier_id == dossier.id,
        Consentement.finalite == Finalite.PARTAGE_BAILLEUR,
        Consentement.accorde.is_(True),
    )
    for row in tx.session.scalars(select(Consentement).where(*mine)):
        is_corrected = said.corrects_id and row.retrait_answer_id == said.corrects_id
        if row.retire_le is None or is_corrected:
            tx.writes.set(row, retire_le=day, retrait_answer_id=said.answer_id)


def _mode(raw: Mapping[str, Any], key: str) -> str | None:
    told = str(raw.get(key)) if key else ""
    return told if told in MODES else None
