"""After a new key: every sealed text of the database is sealed again under it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, update

from engine.core.identity.actor import SYSTEM
from engine.core.sealed import Column, sealed_columns
from engine.core.transaction import Database, Transaction

BATCH = 200


def reseal_all(database: Database) -> int:
    """Seal again what is not under the current key, by batches. Returns how many texts changed.

    DocumentTampered when a text does not open: its batch is left as it was.
    """
    changed = 0
    for key, column, kind in sealed_columns():
        last, is_done = None, False
        while not is_done:
            with database.transaction(SYSTEM) as tx:
                rows = list(_next_rows(tx, key, column, last))
                changed += sum(_reseal(tx, key, column, kind, *row) for row in rows)
            is_done = len(rows) < BATCH
            last = rows[-1][0] if rows else None
    return changed


def _next_rows(
    tx: Transaction, key: Column, column: Column, last: Any
) -> Iterator[tuple[Any, bytes]]:
    query = select(key, column).where(column.is_not(None), column != b"").order_by(key)
    if last is not None:
        query = query.where(key > last)
    for row in tx.session.execute(query.limit(BATCH)):
        yield row[0], row[1]


def _reseal(
    tx: Transaction, key: Column, column: Column, kind: str, row_id: Any, sealed: bytes
) -> int:
    fresh = tx.keys.reseal(sealed, f"{kind}:{row_id}")
    if fresh == sealed:
        return 0
    # Only where it is still the text that was read: a draft may have been saved meanwhile.
    same_row = (key == row_id, column == sealed)
    tx.session.execute(update(column.class_).where(*same_row).values({column: fresh}))
    return 1
