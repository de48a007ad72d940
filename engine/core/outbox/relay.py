"""Keep the promises: lease due jobs, then run each in a transaction of its own.

A job runs at least once. ``done_at`` is written in the transaction of its effect and only
by the holder of the lease, so what the handler writes in the database happens once.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import or_, select, update

from engine.core import clock
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
) -> int:
    """Run the jobs that are due. Any number of relays may run. Returns how many were kept."""
    with database.transaction(SYSTEM, at=at) as tx:
        lease, job_ids = _lease(tx, batch)
    return sum(_keep(database, handlers, lease, job_id, at) for job_id in job_ids)


def _lease(tx: Transaction, batch: int) -> tuple[UUID, list[UUID]]:
    lease = uuid4()
    due = (
        select(Job.id)
        .where(
            Job.done_at.is_(None),
            Job.due_at <= tx.now,
            or_(Job.leased_until.is_(None), Job.leased_until < tx.now),
        )
        .order_by(Job.due_at)
        .limit(batch)
        .with_for_update(skip_locked=True)
    )
    job_ids = list(tx.session.scalars(due))
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
    except Exception as error:  # one broken promise must not stop the others
        logger.exception("job %s not kept", job_id)
        _postpone(database, lease, job_id, at, type(error).__name__)
        return False


def _postpone(
    database: Database, lease: UUID, job_id: UUID, at: datetime | None, failure: str
) -> None:
    with database.transaction(SYSTEM, at=at or clock.now()) as tx:
        job = tx.session.get(Job, job_id)
        if job is not None and job.lease == lease:
            doubled = 2 ** min(job.attempts, 10)  # a number without end would overflow
            wait = min(timedelta(seconds=10) * doubled, LONGEST_WAIT)
            job.due_at, job.leased_until, job.failure = tx.now + wait, None, failure
