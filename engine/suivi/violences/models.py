"""What protects a person: ids in clear, everything else sealed under the volet's own key.

Domain 4.6. Without that key a copy of the database says that a protection exists, and no more.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class Protection(Base):
    """One a dossier. ``circle_id`` is the volet's own list, not the dossier's circle."""

    __tablename__ = "protection"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), unique=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    corps: Mapped[bytes] = sealed_column("protection")
    """`contenu.Contenu`, as JSON."""
    modifie_le: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanSecurite(Base):
    """One version of the safety plan; the last one holds."""

    __tablename__ = "plan_securite"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    protection_id: Mapped[UUID] = mapped_column(ForeignKey(Protection.id), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    corps: Mapped[bytes] = sealed_column("plan_securite")
    """reperes (codes), precisions, etabli_le, signe."""
    ecrit_le: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_id: Mapped[UUID | None]


class MiseAbri(Base):
    """A stay in a safe place, open until it has an end."""

    __tablename__ = "mise_a_l_abri"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    protection_id: Mapped[UUID] = mapped_column(ForeignKey(Protection.id), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    corps: Mapped[bytes] = sealed_column("mise_a_l_abri")
    """type, debut, fin, lieu."""
    ecrit_le: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_id: Mapped[UUID | None]
