"""Partners' reviews, and one line a dossier.

A line is of its dossier's circle, not of the review's: who may not know the dossier has no line
of it. Clear columns are ids, codes and days; every text is sealed.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column
from engine.suivi.revues.codes import ECRITS


class Revue(Base):
    """One review: its case moves ``etat``; ``numero`` is « 2027-1 »."""

    __tablename__ = "revue"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    numero: Mapped[str] = mapped_column(unique=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), unique=True)
    etat: Mapped[str]
    ouverte_le: Mapped[datetime] = mapped_column(UtcDateTime)
    prevue_le: Mapped[date | None]
    """The day of the session."""
    tenue_le: Mapped[date | None]
    presents: Mapped[list[str]]
    """The trades that were there, never names."""
    textes: Mapped[bytes | None] = sealed_column("revue")
    """ordre_du_jour, mot_des_referents, mot_de_seance, and each side's reserve."""
    accepte_mdl_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepte_bailleur_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    terminee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_written(self) -> bool:
        """Whether its lines may be written now."""
        return self.etat in ECRITS


class LigneRevue(Base):
    """What a review says of one dossier."""

    __tablename__ = "ligne_revue"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    revue_id: Mapped[UUID] = mapped_column(ForeignKey("revue.id"), index=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    version: Mapped[int]
    """One more at each writing: who read an older one does not write over it."""
    synthese: Mapped[bytes | None] = sealed_column("synthese_revue")
    """texte."""
    synthese_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    synthese_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str | None]
    raison: Mapped[str | None]
    """Why a measure is closed."""
    a_revoir_le: Mapped[date | None]
    releve: Mapped[bytes | None] = sealed_column("releve_revue")
    """texte: what was decided, in words."""
    decision_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decision_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    suite: Mapped[str | None]
    suite_le: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("revue_id", "dossier_id"),)
