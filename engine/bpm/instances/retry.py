"""Try again the element where an incident stands."""

from uuid import UUID

from sqlalchemy import select, update

from engine.bpm.instances.advance import advance, lock_instance
from engine.bpm.instances.models import Incident
from engine.bpm.runtime.case import Case, NotWaiting
from engine.bpm.timers.models import Timer
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import NothingToRetry
from engine.core.outbox.models import Job
from engine.core.transaction import Transaction
from engine.core.walls import beyond


def retry_incident(tx: Transaction, instance_id: UUID, token_id: UUID) -> None:
    """Run the failed element again; NothingToRetry when no incident stands there any more."""
    instance = lock_instance(tx, instance_id)
    access.require(tx, access.Permission.INCIDENT_RETRY, instance)

    def again(case: Case) -> None:
        case.retry(token_id)

    try:
        advance(tx, instance, again)
    except NotWaiting as error:
        if not _retry_timer(tx, instance_id, token_id):
            raise NothingToRetry(token_id=token_id) from error
    record(tx, instance, instance.circle_id, "incident:retried", token_id)


def _retry_timer(tx: Transaction, instance_id: UUID, token_id: UUID) -> bool:
    """An incident of the sweep stands on a timer, or on a promise: the next one tries it again."""
    incident = tx.session.scalar(
        select(Incident).where(
            Incident.instance_id == instance_id,
            Incident.token_id == token_id,
            Incident.resolved_at.is_(None),
        )
    )
    if incident is None:
        return False
    incident.resolved_at = tx.now
    tx.session.execute(
        update(Timer)
        .where(Timer.instance_id == instance_id, Timer.element == incident.element)
        .values(retry_at=None, wake_at=Timer.due_at)
    )
    with beyond(tx):  # promises are the system's; this one bears the incident's own number
        again = update(Job).where(Job.id == token_id, Job.done_at.is_(None))
        tx.session.execute(again.values(due_at=tx.now))
    return True
