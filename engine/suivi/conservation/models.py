"""How long things are kept: what comes to its end, what is held back, and the figures that stay."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from engine.core.db import Base, UtcDateTime, sealed_column


class Evenement(Base):
    """The end of one class of data of one dossier: announced, then done (domain 4.7).

    It names nobody: a reference, codes, dates and counts. ``dossier_id`` outlives its row.
    """

    __tablename__ = "evenement_conservation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    reference: Mapped[str]
    is_restreint: Mapped[bool]
    organisation: Mapped[str]
    """Whose clock it is."""
    classe: Mapped[str]
    regle: Mapped[str]
    """The code of the dated rule that the date comes from."""
    depart: Mapped[date]
    """What the rule counts from."""
    echeance: Mapped[date]
    prevu_le: Mapped[date]
    """The day of the end: never less than the notice after it was announced."""
    annonce_le: Mapped[datetime] = mapped_column(UtcDateTime)
    execute_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    compte: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Once done: how many rows of each table went."""
    mesures: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Counts taken before the end, until the dossier's last one adds them up."""

    __table_args__ = (UniqueConstraint("dossier_id", "classe"),)

    @property
    def is_done(self) -> bool:
        return self.execute_le is not None


class Maintien(Base):
    """An organisation keeps its data of a dossier past their end, for a reason, until a day."""

    __tablename__ = "maintien_conservation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    organisation: Mapped[str]
    motif: Mapped[str]
    precision: Mapped[bytes] = sealed_column("maintien_conservation")
    """texte: why, in words."""
    jusqu_au: Mapped[date]
    pose_le: Mapped[datetime] = mapped_column(UtcDateTime)
    pose_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    leve_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leve_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class StatAnonyme(Base):
    """What is left of one measure: months, codes, counts and durations; nothing leads back to it.

    Fewer than five of a kind are kept, and never published (domain 0.1, point 12).
    """

    __tablename__ = "stat_anonyme"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    """Drawn for this row: that of nothing else."""
    volet: Mapped[str]
    statut: Mapped[str]
    motif_sortie: Mapped[str | None]
    mois_ouverture: Mapped[date]
    mois_entree: Mapped[date | None]
    mois_sortie: Mapped[date | None]
    nombres: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Counts and durations in days, by name (`mesurer.py`)."""
