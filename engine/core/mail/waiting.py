"""What could not be sent: since when, how much, why; sent again when somebody asks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, select, update

from engine.core import access
from engine.core.mail.models import Sending
from engine.core.transaction import Transaction
from engine.core.walls import beyond

LONG: Final = timedelta(days=1)
"""A server may be down for a night; after a day it is an incident (issue 7)."""
SHOWN: Final = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """The post as who runs the program sees it: numbers and codes, no person and no text."""

    failing: int
    since: datetime | None
    """Since when the oldest of them fails."""
    reasons: Mapping[str, int]
    """How many fail for each reason: the name of an error."""
    refused: int
    """How many were refused for good in a month: an address that is not right."""
    sent: int
    """How many have gone in that month."""


def stuck_since(tx: Transaction) -> datetime | None:
    """Since when something cannot be sent, once it has failed for a day; else None."""
    with beyond(tx):
        since = tx.session.scalar(select(func.min(Sending.failing_since)).where(*_failing()))
    return since if since is not None and since <= tx.now - LONG else None


def read_waiting(tx: Transaction) -> Waiting:
    """Numbers over everybody. NotAllowed for who does not lift incidents."""
    access.require(tx, access.Permission.INCIDENT_RETRY, None)
    with beyond(tx):
        rows = tx.session.execute(
            select(Sending.failure, Sending.failing_since).where(*_failing())
        ).all()
        done = tx.session.execute(
            select(Sending.outcome, func.count())
            .where(Sending.done_at > tx.now - SHOWN)
            .group_by(Sending.outcome)
        ).all()
    counts = {outcome: count for outcome, count in done}
    return Waiting(
        failing=len(rows),
        since=min((row.failing_since for row in rows), default=None),
        reasons=Counter(str(row.failure) for row in rows),
        refused=counts.get("refused", 0),
        sent=counts.get("sent", 0),
    )


def send_now(tx: Transaction) -> int:
    """What fails is tried at the next sweep instead of at its hour; how many."""
    access.require(tx, access.Permission.INCIDENT_RETRY, None)
    with beyond(tx):
        again = update(Sending).where(*_failing()).values(due_at=tx.now)
        result = tx.session.execute(again, execution_options={"synchronize_session": False})
    return int(getattr(result, "rowcount", 0))


def is_failing_for_me(tx: Transaction) -> datetime | None:
    """Since when nothing reaches the actor by e-mail, or when their address was refused last."""
    mine = Sending.person_id == tx.actor.id
    refused = (Sending.outcome == "refused", Sending.done_at > tx.now - SHOWN)
    last = select(func.max(Sending.done_at)).where(mine, *refused)
    sent_since = select(func.max(Sending.done_at)).where(mine, Sending.outcome == "sent")
    refused_at, sent_at = tx.session.scalar(last), tx.session.scalar(sent_since)
    if refused_at is None or (sent_at is not None and sent_at > refused_at):
        return None
    return refused_at


def _failing() -> tuple[ColumnElement[bool], ...]:
    return Sending.done_at.is_(None), Sending.failing_since.is_not(None)
