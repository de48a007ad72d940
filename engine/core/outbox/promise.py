"""Write a promise in the caller's transaction: it exists if, and only if, the act commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from engine.core.outbox.models import Job
from engine.core.transaction import Transaction

Promise = tuple[str, dict[str, Any]]


def promise(tx: Transaction, promises: Sequence[Promise], *, at: datetime | None = None) -> None:
    """Add jobs (kind, payload); payloads hold identifiers and codes, never personal data.

    They are due as soon as the act commits, or at ``at``.
    """
    due = {"due_at": at or tx.now, "promised_at": at or tx.now, "attempts": 0}
    tx.writes.insert(
        Job,
        [{"id": uuid4(), "kind": kind, "payload": payload, **due} for kind, payload in promises],
    )
