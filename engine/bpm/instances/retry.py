"""Try again the element where an incident stands."""

from uuid import UUID

from engine.bpm.instances.advance import advance, lock_instance
from engine.bpm.runtime.case import Case, NotWaiting
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import NothingToRetry
from engine.core.transaction import Transaction


def retry_incident(tx: Transaction, instance_id: UUID, token_id: UUID) -> None:
    """Run the failed element again; NothingToRetry when no incident stands there any more."""
    instance = lock_instance(tx, instance_id)
    access.require(tx, access.Permission.INCIDENT_RETRY, instance)

    def again(case: Case) -> None:
        case.retry(token_id)

    try:
        advance(tx, instance, again)
    except NotWaiting as error:
        raise NothingToRetry(token_id=token_id) from error
    record(tx, instance, instance.circle_id, "incident:retried", token_id)
