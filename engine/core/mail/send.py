"""Send what is due: lease, compose as the person, hand over outside any transaction, note it.

At least once: a process killed between the server's « accepted » and the note of it (some
milliseconds) sends that one letter again, with the same Message-ID. Nothing else is doubled.
"""

import logging
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import or_, select, update

from engine.core import clock
from engine.core.errors import SignInRefused
from engine.core.identity.actor import SYSTEM
from engine.core.mail.letter import Letter, Sms
from engine.core.mail.models import Sending
from engine.core.mail.ports import Post, Refused, Silent
from engine.core.transaction import Database, Transaction

LEASE: Final = timedelta(minutes=5)
SPENT: Final = 60.0
"""Seconds after which a sweep leaves what it holds to the next one: before its lease ends."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
BATCH: Final = 20

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Composed:
    """What is sent, and the rows that it tells of, for who notes that they were told."""

    what: Letter | Sms
    told: Sequence[UUID] = ()


@dataclass(frozen=True)
class Composer:
    """``compose`` reads, as whom it is for, and gives None when there is nothing to say any more.

    ``sent`` is called in the transaction that notes it.
    """

    compose: Callable[[Transaction, Sending, str], Composed | None]
    sent: Callable[[Transaction, Sending, Sequence[UUID]], None] | None = None


COMPOSERS: MutableMapping[str, Composer] = {}
"""By kind of sending; rooms add theirs."""


def send_due(
    database: Database, post: Post, *, at: datetime | None = None, batch: int = BATCH
) -> int:
    """Send what is due, ``batch`` at most; how many have gone. Any number may run at once."""
    with database.transaction(SYSTEM, at=at) as tx:
        lease, leased = _lease(tx, batch)
    gone, began = 0, clock.stopwatch()
    for rank, sending in enumerate(leased):
        if clock.stopwatch() - began > SPENT:
            _give_back(database, lease, leased[rank:], at)
            break
        try:
            gone += _send(database, post, lease, sending, at)
        except Silent as silence:
            why = type(silence.__cause__).__name__
            logger.warning("mail server: %s", why)
            for one in leased[rank:]:
                _postpone(database, lease, one, at, why)
            break
    return gone


def _lease(tx: Transaction, batch: int) -> tuple[UUID, list[Sending]]:
    """The oldest first; another sweep passes over them without waiting."""
    lease = uuid4()
    due = (
        select(Sending)
        .where(
            Sending.done_at.is_(None),
            Sending.due_at <= tx.now,
            or_(Sending.leased_until.is_(None), Sending.leased_until < tx.now),
        )
        .order_by(Sending.due_at, Sending.id)
        .limit(batch)
        .with_for_update(skip_locked=True)
    )
    found = list(tx.session.scalars(due))
    if found:
        ids = [one.id for one in found]
        held = {"lease": lease, "leased_until": tx.now + LEASE, "attempts": Sending.attempts + 1}
        change = update(Sending).where(Sending.id.in_(ids)).values(held)
        tx.session.execute(change, execution_options={"synchronize_session": False})
    return lease, found


def _send(
    database: Database, post: Post, lease: UUID, sending: Sending, at: datetime | None
) -> int:
    """1 when it has gone. Silent when the server takes nothing: the others need not be tried."""
    if sending.expires_at is not None and sending.expires_at <= (at or clock.now()):
        _end(database, lease, sending, at, "expired")
        return 0
    try:
        composed = _compose(database, post, sending, at)
        if composed is None:
            _end(database, lease, sending, at, "empty")
            return 0
        what, now = composed.what, at or clock.now()
        if isinstance(what, Letter):
            post.mailer.send(what, now)
        else:
            post.sms.send(what, now)
    except Refused:
        _end(database, lease, sending, at, "refused")
        return 0
    except Silent:
        raise
    except Exception as error:  # one letter that cannot be made must not stop the others
        # Not the trace: what a letter was being made of would stand in it.
        logger.error("sending %s not sent: %s", sending.id, type(error).__name__)
        _postpone(database, lease, sending, at, type(error).__name__)
        return 0
    _end(database, lease, sending, at, "sent", composed.told)
    return 1


def _compose(
    database: Database, post: Post, sending: Sending, at: datetime | None
) -> Composed | None:
    """Read as the person whom it is for: they are told nothing that they may not see now."""
    composer = COMPOSERS[sending.kind]
    actor = sending.person_id or SYSTEM
    try:
        with database.transaction(actor, read_only=True, at=at) as tx:
            composed = composer.compose(tx, sending, post.address)
    except SignInRefused:  # the account was closed meanwhile
        return None
    if composed is None:
        return None
    return replace(composed, what=replace(composed.what, id=sending.id))


def _end(
    database: Database,
    lease: UUID,
    sending: Sending,
    at: datetime | None,
    outcome: str,
    told: Sequence[UUID] = (),
) -> None:
    """The last word, if the lease is still ours."""
    with database.transaction(SYSTEM, at=at) as tx:
        row = _held(tx, lease, sending)
        if row is None:
            return
        row.done_at, row.outcome, row.leased_until = tx.now, outcome, None
        row.failure, row.failing_since = None, None
        tx.session.flush()
        sent = COMPOSERS[sending.kind].sent
        if sent is not None and outcome == "sent":
            sent(tx, row, told)


def _postpone(
    database: Database, lease: UUID, sending: Sending, at: datetime | None, failure: str
) -> None:
    """Later, and later each time, up to an hour."""
    with database.transaction(SYSTEM, at=at or clock.now()) as tx:
        row = _held(tx, lease, sending)
        if row is not None:
            wait = min(FIRST_WAIT * 2 ** min(row.attempts - 1, 10), LONGEST_WAIT)
            row.due_at, row.leased_until, row.failure = tx.now + wait, None, failure
            row.failing_since = row.failing_since or tx.now


def _give_back(
    database: Database,
    lease: UUID,
    sendings: Sequence[Sending],
    at: datetime | None,
) -> None:
    """What was not tried waits for the next sweep."""
    for sending in sendings:
        with database.transaction(SYSTEM, at=at) as tx:
            row = _held(tx, lease, sending)
            if row is not None:
                row.leased_until, row.attempts = None, row.attempts - 1


def _held(tx: Transaction, lease: UUID, sending: Sending) -> Sending | None:
    held = (Sending.id == sending.id, Sending.lease == lease, Sending.done_at.is_(None))
    return tx.session.scalar(select(Sending).where(*held).with_for_update())
