"""A promise that has been broken for a day is shown on its case, as any blocage technique is."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from engine.bpm.instances.models import Incident, Instance
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.models import Job
from engine.core.outbox.stuck import stuck_jobs
from engine.core.transaction import Database, Transaction

NAMES = {"tell": "Message à transmettre", "announce": "Tâche à annoncer"}
INTERRUPTED = "interrupted"
"""Nothing was said of why: whoever kept it was killed each time."""


def show_stuck(database: Database, *, at: datetime | None = None) -> int:
    """Leave an incident for each promise that names a case, once; lift those since kept.

    Returns how many were left. A promise of no case is told by `palier doctor`.
    """
    with database.transaction(SYSTEM, at=at) as tx:
        _lift(tx)
        return sum(_show(tx, job) for job in stuck_jobs(tx))


def _lift(tx: Transaction) -> None:
    kept = select(Job.id).where(Job.done_at.is_not(None))
    tx.session.execute(
        update(Incident)
        .where(Incident.resolved_at.is_(None), Incident.token_id.in_(kept))
        .values(resolved_at=tx.now)
        .execution_options(synchronize_session=False)
    )


def _show(tx: Transaction, job: Job) -> bool:
    told = job.payload.get("instance_id")
    instance = tx.session.get(Instance, UUID(told)) if told else None
    open_one = select(Incident.id).where(
        Incident.token_id == job.id, Incident.resolved_at.is_(None)
    )
    if instance is None or tx.session.scalar(open_one) is not None:
        return False
    tx.session.add(
        Incident(
            instance_id=instance.id,
            circle_id=instance.circle_id,
            token_id=job.id,
            element=NAMES.get(job.kind, "Travail promis"),
            code=job.failure or INTERRUPTED,
            detail="",
            at=tx.now,
        )
    )
    return True
