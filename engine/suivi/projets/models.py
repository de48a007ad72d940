"""Personal projects: objectives with what each one does, versions to sign, signatures.

Clear columns are ids, codes and days; what is written, who signs and the trace of a signature are
sealed. A version that was prepared holds a copy of its objectives: what is signed never changes.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column
from engine.suivi.projets.codes import StatutProjet


class DuProjet:
    """What every row of a project has: its dossier, its circle, who wrote it and when."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    auteur_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    ecrit_le: Mapped[datetime] = mapped_column(UtcDateTime)


class Objectif(DuProjet, Base):
    """What the household wants to reach; it outlives the versions that name it."""

    __tablename__ = "objectif"

    rang: Mapped[int]
    theme: Mapped[str]
    statut: Mapped[str]
    statut_le: Mapped[datetime] = mapped_column(UtcDateTime)
    echeance: Mapped[date | None]
    corps: Mapped[bytes] = sealed_column("objectif")
    """libelle, cible."""
    retire_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Written by mistake: no list shows it any more."""


class Action(DuProjet, Base):
    """What somebody does for an objective."""

    __tablename__ = "action_projet"

    objectif_id: Mapped[UUID] = mapped_column(ForeignKey("objectif.id"), index=True)
    rang: Mapped[int]
    responsable: Mapped[str]
    statut: Mapped[str]
    statut_le: Mapped[datetime] = mapped_column(UtcDateTime)
    echeance: Mapped[date | None]
    corps: Mapped[bytes] = sealed_column("action_projet")
    """libelle."""
    retire_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Projet(DuProjet, Base):
    """One version of the project of a volet."""

    __tablename__ = "projet"

    type: Mapped[str]
    version: Mapped[int]
    statut: Mapped[str]
    langue_simple: Mapped[bool]
    debut: Mapped[date | None]
    fin: Mapped[date | None]
    corps: Mapped[bytes] = sealed_column("projet")
    """See `contenu.py`."""
    answer_id: Mapped[UUID | None] = mapped_column(unique=True)
    """The answer to the form of its drafting, the last one after a correction."""
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    sha256: Mapped[str | None]
    """Of the PDF that is signed."""
    prepare_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signe_le: Mapped[date | None]
    fini_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was refused, replaced or taken back."""
    motif_refus: Mapped[str | None]

    __table_args__ = (UniqueConstraint("dossier_id", "type", "version"),)

    @property
    def is_draft(self) -> bool:
        return self.statut == StatutProjet.BROUILLON

    @property
    def awaits_signatures(self) -> bool:
        return self.statut == StatutProjet.A_SIGNER


class Signature(DuProjet, Base):
    """A party has signed a version. ``auteur_id`` is who was at the screen."""

    __tablename__ = "signature_projet"

    projet_id: Mapped[UUID] = mapped_column(ForeignKey("projet.id"), index=True)
    partie: Mapped[str]
    mode: Mapped[str]
    jour: Mapped[date]
    sha256: Mapped[str | None]
    """Of the PDF as it was when they signed; None for what a form told without one."""
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    """The signed paper."""
    answer_id: Mapped[UUID | None]
    """The answer to the form of the signature that told it."""
    corps: Mapped[bytes] = sealed_column("signature_projet")
    """signataire; trace: the PNG drawn on the screen, in base64, or nothing."""

    __table_args__ = (UniqueConstraint("projet_id", "partie"),)
