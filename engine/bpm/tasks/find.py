"""Find a task among those that the actor may know about."""

from uuid import UUID

from sqlalchemy import bindparam, select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.errors import NotFound, TaskAlreadyClosed
from engine.core.transaction import Transaction

# A copy loaded before the wait would hide what the winner wrote.
FRESH = {"populate_existing": True}
# Built once: every act on a task begins with them.
WANTED = select(Task).where(
    Task.id == bindparam("task_id"), access.visible_to_named(Task.circle_id)
)
LOCKED = (
    select(Instance)
    .join(Task, Task.instance_id == Instance.id)
    .where(Task.id == bindparam("task_id"), access.visible_to_named(Task.circle_id))
    .with_for_update(of=Instance)
)


def find_task(tx: Transaction, task_id: UUID) -> Task:
    """The task, open or closed; NotFound for a stranger to its circle."""
    task = tx.session.scalar(
        select(Task).where(Task.id == task_id, access.visible(Task.circle_id, tx.actor))
    )
    if task is None:
        raise NotFound(task_id=task_id)
    return task


def lock_task(tx: Transaction, task_id: UUID) -> tuple[Task, Instance]:
    """The open task and its instance, which alone is locked; TaskAlreadyClosed when too late."""
    tx.flush()  # what is read again must not hide what this transaction has changed
    wanted = {"task_id": task_id, **access.who(tx.actor)}
    instance = tx.session.scalar(LOCKED, wanted, execution_options=FRESH)
    # Read after the wait for the lock: one statement would give the task as it was before.
    task = tx.session.scalar(WANTED, wanted, execution_options=FRESH)
    if instance is None or task is None:
        raise NotFound(task_id=task_id)
    if not task.is_open:
        raise TaskAlreadyClosed(task_id=task_id)
    return task, instance
