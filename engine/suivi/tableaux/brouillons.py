"""What waits between the preview of a file and its confirmation, for whoever has read it alone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import delete

from engine.core.errors import NotFound
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.tableaux.models import ImportFichier

Row = TypeVar("Row", bound=ImportFichier)
WAITS = timedelta(days=1)
"""How long a preview may wait for its confirmation."""


def keep_draft(tx: Transaction, table: type[ImportFichier], draft: Mapping[str, Any]) -> UUID:
    """Seal what was read of a file; the id of what waits.

    What the actor had left unconfirmed goes, and what anybody has for longer than a day.
    """
    old = (table.lu_le < tx.now - WAITS) | (table.person_id == tx.actor.id)
    tx.session.execute(delete(table).where(table.confirme_le.is_(None), old))
    import_id = uuid4()
    tx.session.add(
        table(
            id=import_id,
            person_id=tx.actor.id,
            lu_le=tx.now,
            confirme_le=None,
            brouillon=seal(tx, table.__tablename__, import_id, draft),
            comptes={},
        )
    )
    tx.session.flush()
    return import_id


def find_import(
    tx: Transaction, table: type[Row], import_id: UUID, *, is_locked: bool = False
) -> Row:
    """The actor's own import of that id, waiting or settled; NotFound for another's."""
    row = tx.session.get(table, import_id, with_for_update=is_locked)
    if row is None or row.person_id != tx.actor.id:
        raise NotFound(import_id=import_id)
    return row


def draft_of(tx: Transaction, row: ImportFichier) -> dict[str, Any]:
    """What waits there; NotFound once it is settled."""
    if row.brouillon is None:
        raise NotFound(import_id=row.id)
    return unseal(tx, row.__tablename__, row.id, row.brouillon)


def drop_draft(tx: Transaction, row: ImportFichier) -> None:
    """Give a preview up: nothing of it is left. A settled import stays."""
    if row.confirme_le is None:
        tx.session.delete(row)
        tx.session.flush()
