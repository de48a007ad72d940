"""Take a household in hand, to change what is kept of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.models import Instance
from engine.core.errors import NotFound
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.errors import ChangedMeanwhile
from engine.suivi.menages.models import EtatAnterieur, Menage
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique


@dataclass(frozen=True)
class Hand:
    """A dossier whose household is locked, and its case, which owns the audit chain."""

    dossier: Dossier
    instance: Instance
    menage_id: UUID


def take(tx: Transaction, reference: str, rubrique: Rubrique) -> Hand:
    """Lock the household of a dossier for somebody who may write that part of it.

    NotFound for who does not know it, or when it is not named; NotAllowed by the table of parts.
    """
    dossier = open_rubrique(tx, reference, rubrique, write=True)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    tx.session.refresh(dossier)  # it may have changed household during the wait
    if dossier.menage_id is None or not knows(tx, dossier):
        raise NotFound(reference=reference)
    lock_menages(tx, [dossier.menage_id])
    return Hand(dossier, instance, dossier.menage_id)


def lock_menages(tx: Transaction, ids: Iterable[UUID]) -> None:
    """The locks of these households, always in the same order, after those of their cases."""
    wanted = select(Menage.id).where(Menage.id.in_(list(ids))).order_by(Menage.id)
    tx.session.scalars(wanted.with_for_update()).all()


def find_row(tx: Transaction, model: type[Any], menage_id: UUID, row_id: UUID) -> Any:
    """A row of that household and of no other; what another knows of it is read again."""
    row = tx.session.get(model, row_id, populate_existing=True)
    if row is None or row.menage_id != menage_id:
        raise NotFound(row_id=row_id)
    return row


def require_version(row: Any, version: int) -> None:
    """ChangedMeanwhile when the row is not any more as it was shown."""
    if row.version != version:
        raise ChangedMeanwhile(row_id=row.id)


def keep_before(
    tx: Transaction, menage_id: UUID, objet: str, objet_id: UUID, etat: dict[str, Any]
) -> None:
    """Keep, sealed, what a row said before it is corrected."""
    row_id = uuid4()
    tx.session.add(
        EtatAnterieur(
            id=row_id,
            menage_id=menage_id,
            objet=objet,
            objet_id=objet_id,
            etat=seal(tx, "etat_anterieur", row_id, etat),
            le=tx.now,
            par=tx.actor.id,
        )
    )
