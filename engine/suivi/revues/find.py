"""Find a review, and one of its lines."""

from uuid import UUID

from sqlalchemy import select

from engine.core import access
from engine.core.errors import NotAllowed, NotFound
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.revues.models import LigneRevue, Revue

KIND = "revue"


def find_revue(tx: Transaction, numero: str) -> Revue:
    """The review of that number, for who reads reviews; NotFound outside its circle."""
    revue = tx.session.scalar(
        select(Revue).where(Revue.numero == numero, access.visible(Revue.circle_id, tx.actor))
    )
    if revue is None:
        raise NotFound(numero=numero)
    if not may_read(tx, Rubrique.REVUE):
        raise NotAllowed(rubrique=Rubrique.REVUE.value, person=str(tx.actor.id))
    return revue


def revue_of(tx: Transaction, instance_id: UUID) -> Revue | None:
    """The review that a case carries; None for any other case."""
    return tx.session.scalar(select(Revue).where(Revue.instance_id == instance_id))


def ligne_of(tx: Transaction, revue: Revue, dossier: Dossier) -> LigneRevue | None:
    """The line of a dossier that the actor was allowed to find."""
    mine = (LigneRevue.revue_id == revue.id, LigneRevue.dossier_id == dossier.id)
    return tx.session.scalar(
        select(LigneRevue).where(*mine), execution_options={"populate_existing": True}
    )


def textes_of(tx: Transaction, revue: Revue) -> dict[str, str]:
    """What was written of the review as a whole, by name."""
    return {} if revue.textes is None else unseal(tx, KIND, revue.id, revue.textes)


def keep_textes(tx: Transaction, revue: Revue, **said: str) -> None:
    """Add these texts to what is written of the review; an empty one takes nothing away."""
    kept = {name: text.strip() for name, text in said.items() if text and text.strip()}
    if kept:
        revue.textes = seal(tx, KIND, revue.id, {**textes_of(tx, revue), **kept})
