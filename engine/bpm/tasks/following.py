"""What comes next: the tasks that an act has just opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core.identity.models import Group
from engine.core.transaction import Transaction


@dataclass(frozen=True)
class Following:
    """The case's reference, the name and group of each task just opened, and whether it ended."""

    reference: str
    opened: Sequence[tuple[str, str]]
    has_ended: bool


def following_tasks(tx: Transaction, task: Task) -> Following:
    """What this transaction opened in the case of a task that it has completed."""
    tx.flush()
    opened = tx.session.execute(
        select(Task.name, Group.name)
        .join(Group, Group.code == Task.group_code)
        .where(
            Task.instance_id == task.instance_id,
            Task.opened_at == tx.now,
            Task.closed_at.is_(None),
        )
        .order_by(Task.due_on, Task.name, Task.id)
    ).all()
    instance = tx.session.get_one(Instance, task.instance_id)
    told = [(name, group) for name, group in opened]
    return Following(instance.reference, told, instance.ended_at is not None)
