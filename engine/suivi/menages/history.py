"""What was corrected of a household: when, by whom, and for the MDL what it said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.core.identity.models import Person
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.models import Coordonnee, EtatAnterieur
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique

MOST = 100
RUBRIQUES = {
    "personne": Rubrique.COMPOSITION,
    "coordonnee": Rubrique.COORDONNEES,
    "situation": Rubrique.BUDGET,
}


@dataclass(frozen=True)
class Correction:
    """One correction; ``avant`` is None for who does not read what was there before."""

    objet: str
    objet_id: UUID
    le: datetime
    auteur: str | None
    avant: Mapping[str, Any] | None


def read_history(tx: Transaction, dossier: Dossier) -> Sequence[Correction]:
    """The corrections of what the actor reads of the household, the newest first."""
    if dossier.menage_id is None or not knows(tx, dossier):
        return []
    readable = [objet for objet, rubrique in RUBRIQUES.items() if may_read(tx, rubrique)]
    of_mdl = tx.actor.organisation == "MDL"
    hidden = select(Coordonnee.id).where(Coordonnee.protegee.is_(True))
    query = (
        select(EtatAnterieur, Person.name)
        .outerjoin(Person, Person.id == EtatAnterieur.par)
        .where(EtatAnterieur.menage_id == dossier.menage_id, EtatAnterieur.objet.in_(readable))
        .order_by(EtatAnterieur.le.desc(), EtatAnterieur.id)
        .limit(MOST)
    )
    if not of_mdl:
        query = query.where(EtatAnterieur.objet_id.not_in(hidden))
    return [_read(tx, row, author, of_mdl) for row, author in tx.session.execute(query)]


def _read(tx: Transaction, row: EtatAnterieur, author: str | None, is_whole: bool) -> Correction:
    before = unseal(tx, "etat_anterieur", row.id, row.etat) if is_whole else None
    return Correction(row.objet, row.objet_id, row.le, author, before)
