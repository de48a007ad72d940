"""Append to a chain. Called last before the commit, under the lock of the chain's owner."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from engine.core.audit.models import AuditEntry
from engine.core.transaction import Transaction


class Chain(Protocol):
    """The row that owns a chain of entries (an instance, a person): it holds the chain's head."""

    id: Any
    audit_head: Any
    audit_length: Any


def record(
    tx: Transaction,
    chain: Chain,
    circle_id: UUID | None,
    tag: str,
    subject: object,
    fields: Iterable[str] = (),
) -> None:
    """Append one entry: ``tag`` is SUBJECT:PAST-VERB, ``fields`` are names, never values."""
    number = chain.audit_length + 1
    content = {
        "chain_id": chain.id,
        "number": number,
        "at": tx.now,
        "actor_id": tx.actor.id,
        "circle_id": circle_id,
        "tag": tag,
        "subject": str(subject),
        "fields": sorted(fields),
    }
    head = entry_hash(chain.audit_head, content)
    tx.writes.insert(AuditEntry, [{**content, "hash": head}])
    tx.writes.set(chain, audit_head=head, audit_length=number)


def entry_hash(previous: bytes, content: dict[str, Any]) -> bytes:
    """SHA-256 of the previous hash and of the entry's content in one canonical text."""
    text = json.dumps(content, sort_keys=True, default=_canonical)
    return hashlib.sha256(previous + text.encode()).digest()


def _canonical(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
