"""Mes tâches: what the actor can do now, late first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.identity.models import Person
from engine.core.transaction import Transaction

MAX_LISTED = 500


@dataclass(frozen=True)
class Entry:
    """One line of the inbox."""

    task: Task
    reference: str
    holder: str | None

    def is_late(self, today: date) -> bool:
        return self.task.due_on is not None and self.task.due_on < today


def inbox(tx: Transaction) -> Sequence[Entry]:
    """Open tasks held by the actor or offered to one of their groups, by one statement."""
    rows = tx.session.execute(
        select(Task, Instance.reference, Person.name)
        .join(Instance, Instance.id == Task.instance_id)
        .outerjoin(Person, Person.id == Task.claimed_by)
        .where(
            Task.closed_at.is_(None),
            or_(Task.claimed_by == tx.actor.id, Task.group_code.in_(sorted(tx.actor.groups))),
            access.visible(Task.circle_id, tx.actor),
        )
        .order_by(Task.due_on.nulls_last(), Task.opened_at, Task.id)
        .limit(MAX_LISTED)
    )
    return [Entry(task, reference, holder) for task, reference, holder in rows]
