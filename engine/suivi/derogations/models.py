"""A longer measure than the programme's maximum: asked once, signed by both partners."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class StatutDerogation(StrEnum):
    """Where a request stands."""

    DEMANDEE = "DEMANDEE"
    ACCORDEE = "ACCORDEE"
    REFUSEE = "REFUSEE"
    RETIREE = "RETIREE"


class MotifDerogation(StrEnum):
    """Why the measure should last longer."""

    LOGEMENT_ATTENDU = "LOGEMENT_ATTENDU"
    PLAN_EN_COURS = "PLAN_EN_COURS"
    BAIL_GLISSANT = "BAIL_GLISSANT"
    SUSPENSION = "SUSPENSION"
    AUTRE = "AUTRE"


class Derogation(Base):
    """A new last day, asked for; each partner answers once, the first refusal closes it."""

    __tablename__ = "derogation_duree"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    nouvelle_date: Mapped[date]
    ancienne_date: Mapped[date]
    motif: Mapped[str]
    contenu: Mapped[bytes] = sealed_column("derogation")
    """What the situation is, as its author wrote it."""
    statut: Mapped[str]
    demandee_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    demandee_le: Mapped[datetime] = mapped_column(UtcDateTime)
    close_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignatureDerogation(Base):
    """What one partner answered, by whom and when."""

    __tablename__ = "signature_derogation"

    derogation_id: Mapped[UUID] = mapped_column(ForeignKey("derogation_duree.id"), primary_key=True)
    partie: Mapped[str] = mapped_column(primary_key=True)
    """MDL or XLH."""
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    is_accord: Mapped[bool]
    le: Mapped[datetime] = mapped_column(UtcDateTime)
