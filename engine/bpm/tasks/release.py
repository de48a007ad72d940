"""Remettre à l'équipe: give a claimed task back to its group, draft included."""

from uuid import UUID

from engine.bpm.tasks.find import lock_task
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.audit.record import record
from engine.core.transaction import Transaction


def release_task(tx: Transaction, task_id: UUID) -> Task:
    """Nobody holds the task any more; its draft stays for whoever takes it."""
    task, instance = lock_task(tx, task_id)
    access.require(tx, access.Permission.TASK_RELEASE, task)
    task.claimed_by, task.claimed_at = None, None
    record(tx, instance, instance.circle_id, "task:released", task.id)
    return task
