"""Time passes: due timers fire, the earliest first, each in a transaction of its own."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Select, select, update

from engine.bpm.instances.advance import advance, lock_instance
from engine.bpm.instances.models import Incident, Instance
from engine.bpm.runtime.case import Case
from engine.bpm.timers.models import Timer, TimerFiring
from engine.core.audit.record import record
from engine.core.errors import DatabaseSilent
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database, Transaction

logger = logging.getLogger(__name__)
RETRY_AFTER = timedelta(minutes=5)


def fire_due_timers(database: Database, *, at: datetime | None = None, batch: int = 200) -> int:
    """Fire what is due now, one timer a transaction; a broken one does not stop the sweep.

    Two sweeps may run at once: each takes an instance that the other does not hold, and looks
    again under the lock. Returns how many timers fired.
    """
    broken: set[UUID] = set()
    fired = 0
    for _ in range(batch):
        outcome = _fire_one(database, at, broken)
        if outcome is None:
            break
        fired += outcome
    return fired


def fire_next_timer(tx: Transaction, instance_id: UUID) -> str | None:
    """Fire the earliest due timer of one instance; its element, or None when nothing is due."""
    instance = lock_instance(tx, instance_id)
    timer = tx.session.scalar(
        select(Timer)
        .where(Timer.instance_id == instance_id, Timer.due_at <= tx.now)
        .order_by(Timer.due_at, Timer.key)
        .limit(1)
    )
    if timer is None:
        return None
    key, element, due_at = timer.key, timer.element, timer.due_at
    has_failed = timer.retry_at is not None
    tx.session.expunge(timer)  # its row is rewritten by the mirror

    def fire(case: Case) -> None:
        case.fire(key)

    journal = advance(tx, instance, fire)
    firing = {"element": element, "due_at": due_at, "fired_at": tx.now, "missed": journal.missed}
    common = {"id": uuid4(), "instance_id": instance.id, "circle_id": instance.circle_id}
    tx.writes.insert(TimerFiring, [{**common, **firing}])
    if has_failed:
        _resolve_incident(tx, instance_id, key)
    record(tx, instance, instance.circle_id, "timer:fired", element)
    if journal.missed:
        record(tx, instance, instance.circle_id, "timer:caught_up", element)
    return element


def next_due(now: datetime, broken: set[UUID]) -> Select[UUID]:
    """The instance of the earliest due timer that no other sweep is busy with, locked.

    Read in the order of the index on ``wake_at``: what is not due is not looked at, nor is a timer
    that failed, until it is to be tried again. ``broken``: what failed in this very sweep.
    """
    query = select(Timer.instance_id).join(Instance, Instance.id == Timer.instance_id)
    if broken:
        query = query.where(Timer.instance_id.not_in(broken))
    return (
        query.where(Timer.wake_at <= now)
        .order_by(Timer.wake_at)
        .limit(1)
        .with_for_update(of=Instance, skip_locked=True)
    )


def _fire_one(database: Database, at: datetime | None, broken: set[UUID]) -> int | None:
    """1 when a timer fired, 0 when one failed, None when nothing is due."""
    instance_id: UUID | None = None
    try:
        with database.transaction(SYSTEM, at=at) as tx:
            instance_id = tx.session.scalar(next_due(tx.now, broken))
            return None if instance_id is None else int(bool(fire_next_timer(tx, instance_id)))
    except DatabaseSilent:  # no fault of this case
        raise
    except Exception as error:
        if instance_id is None:
            raise
        logger.exception("timer of instance %s not fired", instance_id)
        broken.add(instance_id)
        with database.transaction(SYSTEM, at=at) as tx:
            _leave_incident(tx, instance_id, type(error).__name__)
        return 0


def _leave_incident(tx: Transaction, instance_id: UUID, code: str) -> None:
    """A failing timer is seen on the case, not only in a log; the sweep looks again later."""
    instance = lock_instance(tx, instance_id)
    due = tx.session.scalars(
        select(Timer).where(Timer.instance_id == instance_id, Timer.due_at <= tx.now)
    ).all()
    for timer in due:
        timer.retry_at = timer.wake_at = tx.now + RETRY_AFTER
        token_id = uuid5(instance_id, timer.key)  # an event sub-process has no token yet
        known = tx.session.scalar(
            select(Incident).where(Incident.token_id == token_id, Incident.resolved_at.is_(None))
        )
        if known is None:
            tx.session.add(
                Incident(
                    instance_id=instance_id,
                    circle_id=instance.circle_id,
                    token_id=token_id,
                    element=timer.element,
                    code=code,
                    detail="timer",
                    at=tx.now,
                )
            )


def _resolve_incident(tx: Transaction, instance_id: UUID, key: str) -> None:
    tx.session.execute(
        update(Incident)
        .where(Incident.token_id == uuid5(instance_id, key), Incident.resolved_at.is_(None))
        .values(resolved_at=tx.now)
    )
