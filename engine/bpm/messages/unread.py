"""The bell: what a person was told and has not read. One indexed query a page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from engine.bpm.dialect.templates import Template, template_of
from engine.bpm.instances.models import Instance
from engine.bpm.messages.inforce import templates_in_force
from engine.bpm.messages.models import Notice, NoticeReader
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.errors import NotFound
from engine.core.transaction import Transaction

MOST_COUNTED: Final = 100
PAGE: Final = 50
UNREAD: Final = NoticeReader.read_at.is_(None)
# A task that somebody has done is no news any more.
STANDS: Final = or_(Notice.task_id.is_(None), Task.closed_at.is_(None))


@dataclass(frozen=True)
class Line:
    """One line of « Messages »."""

    notice: Notice
    template: Template
    reference: str
    task: str | None
    """The name of the task that it is about."""
    is_done: bool
    """That task is done, or was cancelled."""
    read_at: datetime | None

    @property
    def is_unread(self) -> bool:
        return self.read_at is None and not self.is_done


def count_unread(tx: Transaction) -> int:
    """How many wait for the actor, counted up to MOST_COUNTED."""
    found = _mine(tx, select(NoticeReader.notice_id)).where(UNREAD, STANDS).limit(MOST_COUNTED)
    return tx.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def unread_of(tx: Transaction, *conditions: ColumnElement[bool]) -> Sequence[Notice]:
    """The actor's unread notices that stand, the oldest first."""
    found = _mine(tx, select(Notice)).where(UNREAD, STANDS, *conditions)
    rows: Sequence[Notice] = tx.session.scalars(found.order_by(Notice.at, Notice.id)).all()
    return rows


def told_to_me(tx: Transaction, *, unread_only: bool = False, page: int = 1) -> list[Line]:
    """What the actor was told, the newest first, PAGE + 1 lines at most of a page."""
    query = _mine(tx, select(Notice, NoticeReader.read_at, Instance.reference, Task))
    query = query.join(Instance, Instance.id == Notice.instance_id)
    if unread_only:
        query = query.where(UNREAD, STANDS)
    query = query.order_by(NoticeReader.at.desc(), Notice.id)
    rows = tx.session.execute(query.offset((page - 1) * PAGE).limit(PAGE + 1))
    templates = templates_in_force(tx)
    return [_line(templates, *row) for row in rows]


def find_told(tx: Transaction, notice_id: UUID) -> Line:
    """One of them; NotFound for what was told to others, or on a file that is closed to them."""
    query = _mine(tx, select(Notice, NoticeReader.read_at, Instance.reference, Task))
    query = query.join(Instance, Instance.id == Notice.instance_id)
    row = tx.session.execute(query.where(Notice.id == notice_id)).first()
    if row is None:
        raise NotFound(notice_id=notice_id)
    return _line(templates_in_force(tx), *row)


def unread_about(tx: Transaction, task_id: UUID) -> Sequence[UUID]:
    """The actor's unread notices about one task: opening it reads them."""
    found = _mine(tx, select(Notice.id)).where(UNREAD, Notice.task_id == task_id)
    rows: Sequence[UUID] = tx.session.scalars(found).all()
    return rows


def mark_read(tx: Transaction, notices: Collection[UUID] | None = None) -> int:
    """These of the actor's notices are read, all without an argument; how many were not."""
    return _set(tx, notices, UNREAD, tx.now)


def mark_unread(tx: Transaction, notices: Collection[UUID]) -> int:
    """The reverse: to come back to it."""
    return _set(tx, notices, ~UNREAD, None)


def _set(
    tx: Transaction, notices: Collection[UUID] | None, before: Any, at: datetime | None
) -> int:
    mine = [NoticeReader.person_id == tx.actor.id, before]
    if notices is not None:
        mine.append(NoticeReader.notice_id.in_(list(notices)))
    mine.append(access.visible(NoticeReader.circle_id, tx.actor))
    change = update(NoticeReader).where(and_(*mine)).values(read_at=at)
    result: Any = tx.session.execute(change, execution_options={"synchronize_session": False})
    return int(result.rowcount)


def _mine(tx: Transaction, what: Any) -> Any:
    """What was told to the actor, where they still see the case."""
    return (
        what.select_from(NoticeReader)
        .join(Notice, Notice.id == NoticeReader.notice_id)
        .outerjoin(Task, Task.id == Notice.task_id)
        .where(
            NoticeReader.person_id == tx.actor.id,
            access.visible(NoticeReader.circle_id, tx.actor),
        )
    )


def _line(
    templates: Mapping[str, Template],
    notice: Notice,
    read_at: datetime | None,
    reference: str,
    task: Task | None,
) -> Line:
    return Line(
        notice,
        templates.get(notice.template) or template_of({}, notice.template),
        reference,
        task.name if task else None,
        task is not None and not task.is_open,
        read_at,
    )
