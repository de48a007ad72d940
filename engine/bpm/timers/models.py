"""Timers: the rows that mirror what a case has armed, and what became of each."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class Timer(Base):
    """``key`` names the waiting token, or ``scope/element`` for an event sub-process."""

    __tablename__ = "timer"

    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    circle_id: Mapped[UUID]
    element: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    planned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The date of the diagram, where a person has moved ``due_at``."""
    retry_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set when firing failed outside the case: the sweep looks again then."""
    wake_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    """When the sweep looks: ``retry_at``, else ``due_at``. A column, because an expression would
    not be looked up in its index behind row-level security, where only what cannot leak is."""


class TimerFiring(Base):
    """A timer that fired: how late the program was."""

    __tablename__ = "timer_firing"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    circle_id: Mapped[UUID]
    element: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fired_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    missed: Mapped[int]
    """Further turns of a cycle that time had passed by: this firing stands for them too."""


class TimerMove(Base):
    """A timer's date changed by hand, or put back; the reason is sealed: people write names."""

    __tablename__ = "timer_move"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    circle_id: Mapped[UUID]
    key: Mapped[str]
    element: Mapped[str]
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """What the diagram said when it was moved."""
    before_at: Mapped[datetime] = mapped_column(UtcDateTime)
    after_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[bytes | None] = sealed_column("timer_move")
    """reason; None when it was put back."""
    actor_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
