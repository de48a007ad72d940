"""Note who follows a dossier from now on: the one in charge until then is followed by another."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.referents.models import MotifReferent, Referent, RoleReferent


def note_first(tx: Transaction, dossier: Dossier, person_id: UUID, motif: MotifReferent) -> None:
    """The first référent of the MDL: written with the act's other rows, without reading any."""
    tx.writes.insert(Referent, [_row(tx, dossier, RoleReferent.MDL, person_id, motif)])


def note_referent(
    tx: Transaction, dossier: Dossier, role: RoleReferent, person_id: UUID, motif: str
) -> None:
    """Another one in charge for that role, from today on; the former until yesterday.

    The same person again changes nothing. Two in one day: the first was never in charge.
    """
    today = paris_day(tx.now)
    for former in in_charge(tx, dossier.id, role):
        if former.person_id == person_id:
            return
        former.au = max(former.du, today - timedelta(days=1))
    tx.session.add(Referent(**_row(tx, dossier, role, person_id, motif)))
    tx.session.flush()


def in_charge(tx: Transaction, dossier_id: UUID, role: str) -> Sequence[Referent]:
    """Who is in charge for that role: one row or none."""
    tx.flush()
    mine = (Referent.dossier_id == dossier_id, Referent.role == role, Referent.au.is_(None))
    return tx.session.scalars(select(Referent).where(*mine)).all()


def _row(
    tx: Transaction, dossier: Dossier, role: RoleReferent, person_id: UUID, motif: str
) -> dict[str, object]:
    return {
        "id": uuid4(),
        "dossier_id": dossier.id,
        "circle_id": dossier.circle_id,
        "role": role,
        "person_id": person_id,
        "du": paris_day(tx.now),
        "au": None,
        "motif": motif,
        "nomme_par": tx.actor.id,
        "nomme_le": tx.now,
    }
