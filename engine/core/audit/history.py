"""Read a chain for display: codes and dates; the French sentence is made by the page."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from engine.core.access.circles import visible
from engine.core.audit.models import AuditEntry
from engine.core.identity.models import Person
from engine.core.transaction import Transaction

MAX_LISTED = 300


def history(tx: Transaction, chain_id: UUID) -> Sequence[tuple[AuditEntry, str | None]]:
    """The entries of one chain that the actor may see, newest first, with the author's name."""
    rows = tx.session.execute(
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(AuditEntry.chain_id == chain_id, visible(AuditEntry.circle_id, tx.actor))
        .order_by(AuditEntry.number.desc())
        .limit(MAX_LISTED)
    )
    return [(entry, name) for entry, name in rows]
