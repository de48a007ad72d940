"""What the programme waits for, read from the rows that mirror its cases."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from engine.bpm.messages.models import Subscription
from engine.bpm.tasks.models import Task
from engine.bpm.timers.models import Timer
from engine.core.outbox.models import Job
from engine.core.transaction import Transaction


@dataclass(frozen=True)
class Asked:
    """An open task."""

    id: UUID
    instance_id: UUID
    element: str
    group_code: str
    due_on: date | None


def just_asked(tx: Transaction) -> Sequence[Asked]:
    """The tasks opened at this instant."""
    rows = tx.session.execute(
        select(Task.id, Task.instance_id, Task.element, Task.group_code, Task.due_on)
        .where(Task.closed_at.is_(None), Task.opened_at == tx.now)
        .order_by(Task.element, Task.due_on)
    )
    return [Asked(*row) for row in rows]


def awaited(tx: Transaction, wanted: Mapping[UUID, Collection[str]]) -> Sequence[tuple[UUID, str]]:
    """Which of these messages their cases can receive now."""
    rows = tx.session.execute(
        select(Subscription.instance_id, Subscription.message)
        .where(Subscription.instance_id.in_(wanted))
        .distinct()
        .order_by(Subscription.message)
    )
    return [(case, message) for case, message in rows if message in wanted[case]]


def is_promised(tx: Transaction) -> bool:
    """Whether an act has left something to be done after its commit."""
    waiting = select(Job.id).where(Job.done_at.is_(None), Job.due_at <= tx.now).limit(1)
    return tx.session.scalar(waiting) is not None


def next_due(tx: Transaction) -> datetime | None:
    """When the next timer is due; those that failed to fire are left to the real sweep."""
    due: datetime | None = tx.session.scalar(
        select(func.min(Timer.due_at)).where(Timer.retry_at.is_(None))
    )
    return due
