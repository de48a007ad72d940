"""The end of an exceptional access: its membership goes, at its hour, by a promise."""

from typing import Any
from uuid import UUID

from engine.bpm.instances.advance import lock_instance
from engine.bpm.messages.notices import HANDLERS
from engine.core import access
from engine.core.audit.record import record
from engine.core.transaction import Transaction
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.partage.models import AccesExceptionnel


def close_access(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Remove the membership; whoever sees the file by another right goes on seeing it."""
    row = tx.session.get(AccesExceptionnel, UUID(payload["acces_id"]))
    if row is None or row.ferme_le is not None:  # the file was erased, or it was done
        return
    instance = lock_instance(tx, entry_instance(tx, row.dossier_id).id)
    access.dismiss(tx, row.circle_id, row.person_id, row.fin_le)
    tx.writes.set(row, ferme_le=tx.now)
    record(tx, instance, row.circle_id, "acces:closed", row.id)


HANDLERS["close_access"] = close_access
