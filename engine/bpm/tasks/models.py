"""Tasks: the mirror, in rows, of the user tasks that a case waits at."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class Task(Base):
    """Something a person is asked to do. ``id`` is the token's."""

    __tablename__ = "task"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    circle_id: Mapped[UUID]
    process: Mapped[str]
    element: Mapped[str]
    name: Mapped[str]
    form: Mapped[str]
    group_code: Mapped[str]
    due_on: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[UUID | None]
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[UUID | None]
    outcome: Mapped[str | None]
    """done or cancelled, once closed."""
    draft: Mapped[bytes | None] = sealed_column("draft")
    drafted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index(
            "task_open",
            "group_code",
            "due_on",
            postgresql_where=text("closed_at IS NULL"),
            sqlite_where=text("closed_at IS NULL"),
        ),
    )

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
