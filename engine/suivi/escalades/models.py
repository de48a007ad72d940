"""What was told, to whom, when: one row a threshold reached."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime

RETARD = "RETARD"
"""The code of what table D6 decides; the others are those of domain 5.8."""


class Alerte(Base):
    """A rule of D6 or D7 that holds for a thing at its date, told once. It names no household."""

    __tablename__ = "alerte"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), index=True)
    objet: Mapped[str]
    """What it is about, with its date: a date that moves makes another one."""
    regle: Mapped[str]
    """The id of the rule in its table: its delay may change without telling twice."""
    code: Mapped[str]
    niveau: Mapped[str]
    """Who is to be told, as the table says: ASSIGNE, REMPLACANT, REFERENT or a trade."""
    group_code: Mapped[str]
    """The trade that was told, or in whose name ``person_id`` was."""
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    modele: Mapped[str]
    task_id: Mapped[UUID | None] = mapped_column(index=True)
    reference_le: Mapped[date]
    jours: Mapped[int]
    """Working days late of a task; else days since the reference, negative before it."""
    est_transmise: Mapped[bool]
    """False where whoever it would tell had been told already, or is told of a later threshold."""
    le: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (UniqueConstraint("objet", "regle"),)
