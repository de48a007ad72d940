"""Before a page that reads something protected is sent, its row is written and committed."""

from collections.abc import Sequence

from flask import Response, request

from engine.core.identity.actor import Actor
from engine.core.transaction import Database, Transaction
from engine.suivi.partage.lectures import note_task, write_readings
from engine.suivi.partage.noter import Lue, noted_readings

SHOWN = frozenset({200, 409, 422})
"""A page of ours with something in it; elsewhere nothing of the file is shown."""


def readings(tx: Transaction, answer: Response) -> Sequence[Lue]:
    """What the page that is about to be sent reads of protected files."""
    if tx.actor.id is None or answer.status_code not in SHOWN:
        return []
    task_id = (request.view_args or {}).get("task_id")
    if task_id is not None:
        note_task(tx, task_id)
    return noted_readings(tx)


def keep(database: Database, actor: Actor, noted: Sequence[Lue]) -> None:
    """In a transaction of its own: the request's cannot write. A fault here sends no page."""
    if noted and actor.id is not None:
        with database.transaction(actor.id) as tx:
            write_readings(tx, noted)
