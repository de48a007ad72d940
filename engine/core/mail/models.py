"""What is to leave the program: e-mails and text messages, composed only when they go."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class Sending(Base):
    """One promise to send. Its id is made of what it is about, so it is promised once.

    It holds no text, no name and no address: all of that is read when it goes.
    """

    __tablename__ = "sending"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """Who composes it: a key of `compose.COMPOSERS`."""
    channel: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The colleague it is for; None for what the composer finds by ``subject_id``."""
    subject_id: Mapped[UUID | None]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """From then on it would tell nothing any more: it is not sent."""
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[UUID | None]
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None]
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None]
    """sent, empty (nothing to say any more), refused (nobody at that address), expired."""

    __table_args__ = (
        Index(
            "sending_due",
            "due_at",
            postgresql_where=text("done_at IS NULL"),
            sqlite_where=text("done_at IS NULL"),
        ),
    )
