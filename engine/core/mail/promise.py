"""Promise to send: rows whose ids are made of what they are about, so that twice is once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from engine.core.mail.models import Sending
from engine.core.transaction import Transaction

OURS = UUID("6f0e3f0a-5d1b-5c5e-9a53-9f3f0d1c7a11")
"""The space of our ids (RFC 4122, version 5); never changed, or what was sent is sent again."""
MAIL, SMS = "mail", "sms"


@dataclass(frozen=True)
class Promised:
    """One sending: ``about`` names what it is about, for its kind and whom it is for."""

    kind: str
    channel: str
    about: str
    due_at: datetime
    person_id: UUID | None = None
    subject_id: UUID | None = None
    expires_at: datetime | None = None

    @property
    def id(self) -> UUID:
        parts = (self.kind, self.channel, str(self.person_id or self.subject_id), self.about)
        return uuid5(OURS, ":".join(parts))


def promise_sendings(tx: Transaction, promised: Sequence[Promised]) -> None:
    """Add these; one that was promised before, sent or not, stays as it is."""
    unique = {one.id: one for one in promised}
    rows = [_row(unique[key]) for key in sorted(unique)]  # one order: no two wait for each other
    tx.writes.upsert(Sending, rows, change=("id",))


def _row(one: Promised) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "channel": one.channel,
        "person_id": one.person_id,
        "subject_id": one.subject_id,
        "due_at": one.due_at,
        "expires_at": one.expires_at,
        "attempts": 0,
    }
