"""The end of an exceptional access: its membership goes, at its hour, by a promise."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from engine.bpm.instances.advance import lock_instance
from engine.bpm.messages.notices import HANDLERS
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.access.models import CircleMember
from engine.core.audit.record import record
from engine.core.identity.models import Membership
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.listing import give_back
from engine.suivi.partage.models import AccesExceptionnel


def close_access(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Remove the membership; whoever sees the file by another right goes on seeing it.

    The others hold none of its tasks any more: they could neither do them nor give them back.
    """
    row = tx.session.get(AccesExceptionnel, UUID(payload["acces_id"]))
    if row is None or row.ferme_le is not None:  # the file was erased, or it was done
        return
    instance = lock_instance(tx, entry_instance(tx, row.dossier_id).id)
    access.dismiss(tx, row.circle_id, row.person_id, row.fin_le)
    if not _still_sees(tx, row):
        dossier = tx.session.get_one(Dossier, row.dossier_id)
        give_back(tx, dossier, Task.claimed_by == row.person_id)
    tx.writes.set(row, ferme_le=tx.now)
    record(tx, instance, row.circle_id, "acces:closed", row.id)


def _still_sees(tx: Transaction, row: AccesExceptionnel) -> bool:
    trades = select(Membership.group_code).where(Membership.person_id == row.person_id)
    theirs = or_(CircleMember.person_id == row.person_id, CircleMember.group_code.in_(trades))
    holds = or_(CircleMember.until.is_(None), CircleMember.until > tx.now)
    listed = select(CircleMember.id).where(CircleMember.circle_id == row.circle_id, theirs, holds)
    return tx.session.scalar(listed.limit(1)) is not None


HANDLERS["close_access"] = close_access
