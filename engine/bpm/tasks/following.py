"""What comes next: the tasks that an act has just opened."""

from collections.abc import Sequence

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core.identity.models import Group
from engine.core.transaction import Transaction


def following_tasks(tx: Transaction, task: Task) -> tuple[Sequence[tuple[str, str]], bool]:
    """The name and the group of each task that this transaction opened in the same case.

    Second, whether the case has ended with it.
    """
    tx.flush()
    opened = tx.session.execute(
        select(Task.name, Group.name)
        .join(Group, Group.code == Task.group_code)
        .where(
            Task.instance_id == task.instance_id,
            Task.opened_at == tx.now,
            Task.closed_at.is_(None),
        )
        .order_by(Task.due_on, Task.name)
    ).all()
    instance = tx.session.get_one(Instance, task.instance_id)
    return [(name, group) for name, group in opened], instance.ended_at is not None
