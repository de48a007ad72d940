"""Messages: what a case waits for, what has come, and what was told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, and_, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class Subscription(Base):
    """The mirror, in rows, of every message that a case can receive now."""

    __tablename__ = "subscription"

    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    circle_id: Mapped[UUID]
    process: Mapped[str]
    element: Mapped[str]
    message: Mapped[str] = mapped_column(index=True)
    correlation_key: Mapped[str] = mapped_column(index=True)
    depth: Mapped[int]
    """How deep the waiting scope is: the innermost receives."""


class Message(Base):
    """A message received from outside. ``id`` is given by the sender: twice the same is once."""

    __tablename__ = "message"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    correlation_key: Mapped[str] = mapped_column(index=True)
    payload: Mapped[bytes] = sealed_column("message")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delivered_to: Mapped[UUID | None]
    filed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody decided that nothing more is to be done with it."""
    note: Mapped[bytes | None] = sealed_column("note")
    """Why, encrypted: people write names there."""

    @property
    def is_waiting(self) -> bool:
        return self.delivered_at is None and self.filed_at is None


IS_WAITING = and_(Message.delivered_at.is_(None), Message.filed_at.is_(None))


class Notice(Base):
    """Something told to a trade or to one person about a case, by a template: nothing personal."""

    __tablename__ = "notice"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    circle_id: Mapped[UUID]
    group_code: Mapped[str] = mapped_column(index=True)
    """The trade that is told, or in whose name one person is."""
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who alone is told; None for the whole trade."""
    template: Mapped[str]
    task_id: Mapped[UUID | None]
    """The task that is announced, for a notice about one."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class NoticeReader(Base):
    """One person to whom a notice is told, found when it was written: the bell counts them."""

    __tablename__ = "notice_reader"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    circle_id: Mapped[UUID]
    urgency: Mapped[str]
    """Of the template, as it was then: `templates.Urgency`."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("notice_reader_person", "person_id", "at"),
        Index(
            "notice_reader_unread",
            "person_id",
            "urgency",
            postgresql_where=text("read_at IS NULL"),
            sqlite_where=text("read_at IS NULL"),
        ),
    )
