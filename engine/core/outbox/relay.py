"""Keep the promises: lease due jobs, then run each in a transaction of its own.

A job runs at least once. ``done_at`` is written in the transaction of its effect and only
by the holder of the lease, so what the handler writes in the database happens once. What it does
elsewhere (a mail that was accepted just before a kill -9) may happen again: it carries the job's
id, by which whoever receives it knows that it is the same.
"""

import logging
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import or_, select, update

from engine.core import clock
from engine.core.errors import DatabaseSilent
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.models import Job
from engine.core.transaction import Database, Transaction

LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=1)
Handler = Callable[[Transaction, UUID, dict[str, Any]], None]

logger = logging.getLogger(__name__)


def relay(
    database: Database,
    handlers: Mapping[str, Handler],
    *,
    at: datetime | None = None,
    batch: int = 100,
    seconds: float = float("inf"),
) -> int:
    """Run the jobs that are due. Any number of relays may run. Returns how many were kept.

    After ``seconds`` no other job is begun, and those left are given back: a mail server that
    answers slowly does not hold up the worker that timers wait for.
    """
    with database.transaction(SYSTEM, at=at) as tx:
        lease, job_ids = _lease(tx, batch)
    kept, until = 0, clock.stopwatch() + seconds
    while job_ids and clock.stopwatch() < until:
        kept += _keep(database, handlers, lease, job_ids.pop(0), at)
    if job_ids:
        _give_back(database, lease, job_ids, at)
    return kept


def relay_for(
    database: Database, handlers: Mapping[str, Handler], seconds: float, *, batch: int = 100
) -> int:
    """Batch after batch, until nothing is due or ``seconds`` have passed; how many were kept."""
    kept, until = 0, clock.stopwatch() + seconds
    while (left := until - clock.stopwatch()) > 0:
        done = relay(database, handlers, batch=batch, seconds=left)
        kept += done
        if done == 0:
            break
    return kept


def _lease(tx: Transaction, batch: int) -> tuple[UUID, list[UUID]]:
    lease = uuid4()
    due = (
        select(Job.id, Job.attempts)
        .where(
            Job.done_at.is_(None),
            Job.due_at <= tx.now,
            or_(Job.leased_until.is_(None), Job.leased_until < tx.now),
        )
        .order_by(Job.due_at)
        .limit(batch)
        .with_for_update(skip_locked=True)
    )
    found = tx.session.execute(due).all()
    job_ids = [job.id for job in found if job.attempts == 0]
    # One of those begun before may have killed its worker: it must not always come first.
    again = [job.id for job in found if job.attempts]
    random.shuffle(again)
    job_ids += again
    if job_ids:
        tx.session.execute(
            update(Job)
            .where(Job.id.in_(job_ids))
            .values(lease=lease, leased_until=tx.now + LEASE, attempts=Job.attempts + 1)
        )
    return lease, job_ids


def _keep(
    database: Database,
    handlers: Mapping[str, Handler],
    lease: UUID,
    job_id: UUID,
    at: datetime | None,
) -> bool:
    try:
        with database.transaction(SYSTEM, at=at) as tx:
            job = tx.session.scalar(
                select(Job)
                .where(Job.id == job_id, Job.lease == lease, Job.done_at.is_(None))
                .with_for_update()
            )
            if job is None:
                return False
            job.done_at, job.failure = tx.now, None
            handlers[job.kind](tx, job.id, job.payload)
            return True
    except DatabaseSilent:  # no fault of this job: its lease ends by itself
        raise
    except Exception as error:  # one broken promise must not stop the others
        logger.exception("job %s not kept", job_id)
        _postpone(database, lease, job_id, at, type(error).__name__)
        return False


def _give_back(database: Database, lease: UUID, job_ids: list[UUID], at: datetime | None) -> None:
    """Jobs that were not begun wait for whoever comes next."""
    with database.transaction(SYSTEM, at=at) as tx:
        tx.session.execute(
            update(Job)
            .where(Job.id.in_(job_ids), Job.lease == lease)
            .values(lease=None, leased_until=None, attempts=Job.attempts - 1)
        )


def _postpone(
    database: Database, lease: UUID, job_id: UUID, at: datetime | None, failure: str
) -> None:
    with database.transaction(SYSTEM, at=at or clock.now()) as tx:
        job = tx.session.get(Job, job_id)
        if job is not None and job.lease == lease:
            doubled = 2 ** min(job.attempts, 10)  # a number without end would overflow
            wait = min(timedelta(seconds=10) * doubled, LONGEST_WAIT)
            job.due_at, job.leased_until, job.failure = tx.now + wait, None, failure
