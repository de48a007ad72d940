"""Find a task among those that the actor may know about."""

from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.errors import NotFound, TaskAlreadyClosed
from engine.core.transaction import Transaction


def find_task(tx: Transaction, task_id: UUID) -> Task:
    """The task, open or closed; NotFound for a stranger to its circle."""
    task = tx.session.scalar(
        select(Task).where(Task.id == task_id, access.visible(Task.circle_id, tx.actor))
    )
    if task is None:
        raise NotFound(task_id=task_id)
    return task


def lock_task(tx: Transaction, task_id: UUID) -> tuple[Task, Instance]:
    """The open task and its instance, locked by one statement; TaskAlreadyClosed when too late."""
    row = tx.session.execute(
        select(Task, Instance)
        .join(Instance, Instance.id == Task.instance_id)
        .where(Task.id == task_id, access.visible(Task.circle_id, tx.actor))
        .with_for_update(),
        # A copy loaded before the wait would hide what the winner wrote.
        execution_options={"populate_existing": True},
    ).first()
    if row is None:
        raise NotFound(task_id=task_id)
    task, instance = row
    if not task.is_open:
        raise TaskAlreadyClosed(task_id=task_id)
    return task, instance
