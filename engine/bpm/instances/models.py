"""A running case and what it leaves behind."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class InstanceStatus(StrEnum):
    """Where a case stands."""

    ACTIVE = "active"
    ENDED = "ended"
    CANCELLED = "cancelled"


class Instance(Base):
    """One case under one release. Its row is the one lock there is, and owns its audit chain."""

    __tablename__ = "instance"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    reference: Mapped[str] = mapped_column(index=True)
    status: Mapped[str]
    state: Mapped[bytes]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    audit_head: Mapped[bytes]
    audit_length: Mapped[int]
    stand_ins: Mapped[dict[str, str] | None]
    """The group that stands in for every trade of an organisation to which the case is closed."""
    is_apart: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its state and its answers are sealed under the violences volet's own key (domain 4.6)."""
    sealed_state: Mapped[bytes | None] = sealed_column("state")
    """The state of such a case, whose ``state`` is empty."""

    def group_for(self, group: str) -> str:
        """Who does what the diagram asks of ``group``: a trade is named after its organisation."""
        return (self.stand_ins or {}).get(group.partition("_")[0], group)

    def is_closed_to(self, organisation: str) -> bool:
        """True for those who do what is asked of them without reading the case."""
        return organisation in (self.stand_ins or {})


class Step(Base):
    """An element that a token has left: screens and statistics read these rows."""

    __tablename__ = "step"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    circle_id: Mapped[UUID]
    process: Mapped[str]
    version: Mapped[int]
    element: Mapped[str]
    kind: Mapped[str]
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime] = mapped_column(UtcDateTime)
    rank: Mapped[int] = mapped_column(server_default="0")
    """Among those that one act left: they have the same moment, and no other order."""
    actor_id: Mapped[UUID | None]
    outcome: Mapped[str]
    """done, cancelled, or passed (a threshold found already passed)."""


class Answer(Base):
    """The answers to one form, kept once, encrypted; a correction adds a row that names it."""

    __tablename__ = "answer"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    circle_id: Mapped[UUID]
    process: Mapped[str]
    element: Mapped[str]
    form: Mapped[str]
    body: Mapped[bytes] = sealed_column("answer")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[UUID | None]
    organisation: Mapped[str]
    """Whose answer it is: the other partner reads its shared fields only."""
    corrects_id: Mapped[UUID | None]
    reason: Mapped[bytes | None] = sealed_column("reason")
    """Why it was corrected, encrypted too: people write names there."""


class Incident(Base):
    """A token that stands before an automatic element which failed."""

    __tablename__ = "incident"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    circle_id: Mapped[UUID]
    token_id: Mapped[UUID]
    element: Mapped[str]
    code: Mapped[str]
    detail: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index(
            "incident_open",
            "token_id",
            unique=True,
            postgresql_where=text("resolved_at IS NULL"),
            sqlite_where=text("resolved_at IS NULL"),
        ),
    )
