"""Prendre en charge: take a task of one's group for oneself."""

from uuid import UUID

from engine.bpm.tasks.find import lock_task
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import TaskClaimedByAnother
from engine.core.transaction import Transaction


def claim_task(tx: Transaction, task_id: UUID) -> Task:
    """The actor holds the task from now on; refused when somebody else does."""
    task, instance = lock_task(tx, task_id)
    access.require(tx, access.Permission.TASK_CLAIM, task)
    if task.claimed_by not in (None, tx.actor.id):
        raise TaskClaimedByAnother(task_id=task_id)
    task.claimed_by, task.claimed_at = tx.actor.id, tx.now
    record(tx, instance, instance.circle_id, "task:claimed", task.id)
    return task
