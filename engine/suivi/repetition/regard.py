"""What the player looks at after each act, in one transaction: of the cases that moved only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Subscription
from engine.bpm.tasks.models import Task
from engine.bpm.timers.models import Timer
from engine.core.mail.models import Sending
from engine.core.outbox.models import Job
from engine.core.transaction import Transaction


@dataclass(frozen=True)
class Asked:
    """An open task, and what its form is found by."""

    id: UUID
    instance_id: UUID
    element: str
    form: str
    group_code: str
    due_on: date | None
    release_id: UUID


@dataclass
class Seen:
    """What is new: tasks, the next timer of each case, the messages that a case can receive."""

    asked: Sequence[Asked] = ()
    due: dict[UUID, datetime] = field(default_factory=dict)
    awaited: Sequence[tuple[UUID, str]] = ()
    promised: datetime | None = None
    """When the outbox has something to do."""
    posted: datetime | None = None
    """When an e-mail goes."""


# Built once: they are asked after every act.
PROMISED = select(
    select(func.min(Job.due_at)).where(Job.done_at.is_(None)).scalar_subquery(),
    select(func.min(Sending.due_at)).where(Sending.done_at.is_(None)).scalar_subquery(),
)
DUE = (
    select(Timer.instance_id, func.min(Timer.due_at))
    .where(Timer.instance_id.in_(bindparam("cases", expanding=True)), Timer.retry_at.is_(None))
    .group_by(Timer.instance_id)
)
OPEN = (
    select(
        Task.id,
        Task.instance_id,
        Task.element,
        Task.form,
        Task.group_code,
        Task.due_on,
        Instance.release_id,
    )
    .join(Instance, Instance.id == Task.instance_id)
    .where(Task.id.in_(bindparam("tasks", expanding=True)), Task.closed_at.is_(None))
    .order_by(Task.element, Task.due_on)
)
AWAITED = (
    select(Subscription.instance_id, Subscription.message)
    .where(Subscription.instance_id.in_(bindparam("cases", expanding=True)))
    .distinct()
    .order_by(Subscription.message)
)


def look(
    tx: Transaction,
    moved: Collection[UUID],
    announced: Collection[UUID],
    wanted: Mapping[UUID, Collection[str]],
) -> Seen:
    """Of the cases that ``moved``: which of the ``announced`` tasks are open, what is due next.

    ``wanted`` are the messages that somebody would report, by case.
    """
    promised, posted = tx.session.execute(PROMISED).one()
    seen = Seen(promised=promised, posted=posted)
    if announced:
        seen.asked = [Asked(*row) for row in tx.session.execute(OPEN, {"tasks": list(announced)})]
    if moved:
        rows = tx.session.execute(DUE, {"cases": list(moved)})
        seen.due = {case: due for case, due in rows}
    if wanted:
        found = tx.session.execute(AWAITED, {"cases": list(wanted)})
        seen.awaited = [(case, message) for case, message in found if message in wanted[case]]
    return seen
