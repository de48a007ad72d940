"""Write a promise in the caller's transaction: it exists if, and only if, the act commits."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from engine.core.outbox.models import Job
from engine.core.transaction import Transaction

Promise = tuple[str, dict[str, Any]]


def promise(tx: Transaction, promises: Sequence[Promise]) -> None:
    """Add jobs (kind, payload); payloads hold identifiers and codes, never personal data."""
    tx.writes.insert(
        Job,
        [
            {"id": uuid4(), "kind": kind, "payload": payload, "due_at": tx.now, "attempts": 0}
            for kind, payload in promises
        ],
    )
