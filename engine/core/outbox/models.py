"""Promises: what must still be done after the commit."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class Job(Base):
    """One promise. ``done_at`` commits with its effect, so the effect happens once."""

    __tablename__ = "outbox_job"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    promised_at: Mapped[datetime] = mapped_column(UtcDateTime, server_default=func.now())
    """When it was first due: a broken promise comes due again, later and later."""
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[UUID | None]
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None]

    __table_args__ = (
        Index(
            "outbox_job_due",
            "due_at",
            postgresql_where=text("done_at IS NULL"),
            sqlite_where=text("done_at IS NULL"),
        ),
    )
