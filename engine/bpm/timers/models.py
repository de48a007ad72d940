"""Timers: the mirror, in rows, of every due instant that a case has armed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class Timer(Base):
    """``key`` names the waiting token, or ``scope/element`` for an event sub-process."""

    __tablename__ = "timer"

    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    circle_id: Mapped[UUID]
    element: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    retry_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set when firing failed outside the case: the sweep looks again then."""
