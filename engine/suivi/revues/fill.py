"""Give each open dossier its line in a review: by the system, which alone sees them all."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.messages.notices import HANDLERS
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.revues.models import LigneRevue, Revue

OVER = ("REFUSE", Statut.CLOS, Statut.SANS_SUITE)
"""Every other dossier is open, whatever its state is called."""


def keep_fill(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Keep the promise of a review that is being prepared, or opened."""
    revue = tx.session.get(Revue, UUID(payload["revue_id"]))
    if revue is not None and revue.is_written:
        add_lignes(tx, revue)


HANDLERS["remplir_revue"] = keep_fill


def add_lignes(tx: Transaction, revue: Revue) -> int:
    """A line for each open dossier that has none; run again, it adds those opened since."""
    known = set(
        tx.session.scalars(select(LigneRevue.dossier_id).where(LigneRevue.revue_id == revue.id))
    )
    opened = tx.session.scalars(select(Dossier).where(Dossier.statut.not_in(OVER))).all()
    new = [new_ligne(revue, dossier) for dossier in opened if dossier.id not in known]
    tx.session.add_all(new)
    tx.session.flush()
    return len(new)


def new_ligne(revue: Revue, dossier: Dossier) -> LigneRevue:
    """An empty line."""
    return LigneRevue(
        id=uuid4(), revue_id=revue.id, dossier_id=dossier.id, circle_id=dossier.circle_id, version=0
    )
