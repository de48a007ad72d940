"""Exceptional access to a restricted file, and who has read what is protected."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column
from engine.suivi.dossiers.models import Dossier

PERSON = "person.id"


class Avis(StrEnum):
    """What the chef de service says of an exceptional access, afterwards."""

    JUSTIFIE = "JUSTIFIE"
    PROBLEME = "PROBLEME"


class AccesExceptionnel(Base):
    """« Accès exceptionnel motivé »: who, why, from when to when, and what the chef said of it."""

    __tablename__ = "acces_exceptionnel"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey(Dossier.id), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey(PERSON))
    motif: Mapped[bytes] = sealed_column("motif_acces")
    ouvert_le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_le: Mapped[datetime] = mapped_column(UtcDateTime)
    ferme_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its membership was removed; from ``fin_le`` on it opens nothing, removed or not."""
    avis: Mapped[str | None]
    relu_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    relu_par: Mapped[UUID | None] = mapped_column(ForeignKey(PERSON))


class Consultation(Base):
    """One reading of something protected: who, which part, when, by which exceptional access."""

    __tablename__ = "consultation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey(Dossier.id))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey(PERSON))
    le: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    objet: Mapped[str]
    """Which part, as a code: never what was read."""
    acces_id: Mapped[UUID | None] = mapped_column(ForeignKey(AccesExceptionnel.id))

    __table_args__ = (Index("consultation_dossier", "dossier_id", "le"),)
