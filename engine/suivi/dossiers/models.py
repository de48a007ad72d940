"""Dossier: one passage of a household in the programme."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime
from engine.suivi.menages.models import Menage


class Statut(StrEnum):
    """STATUT_DOSSIER, as far as the accès path goes."""

    REPERE = "REPERE"
    EN_COURS = "EN_COURS"
    CLOS = "CLOS"
    SANS_SUITE = "SANS_SUITE"


class Role(StrEnum):
    """What an instance is to its dossier."""

    ENTREE = "entree"
    VIOLENCES = "violences"
    """Its own circle: who sees the dossier may not know that it exists (`suivi/violences`)."""


class Dossier(Base):
    """A reference, a volet, a référent and dates; who the household is, its ménage says."""

    __tablename__ = "dossier"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str] = mapped_column(unique=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    menage_id: Mapped[UUID | None] = mapped_column(ForeignKey(Menage.id), index=True)
    """None for a dossier of before households were named."""
    porte: Mapped[str | None]
    """The partner who has met the household: it knows who it is without its agreement to share."""
    volet: Mapped[str]
    sous_volet: Mapped[str] = mapped_column(default="STANDARD", server_default="STANDARD")
    """Told to the MDL and to the référente unique alone (`sous_volet.py`)."""
    statut: Mapped[str]
    is_restreint: Mapped[bool]
    referent_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    ouvert_le: Mapped[datetime] = mapped_column(UtcDateTime)
    date_entree: Mapped[date | None]
    date_fin_max: Mapped[date | None]
    date_sortie: Mapped[date | None]
    motif_sortie: Mapped[str | None]


class DossierInstance(Base):
    """An instance of a dossier, by its role."""

    __tablename__ = "dossier_instance"

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    role: Mapped[str]


class Compteur(Base):
    """The last number given in a year, locked while the next is taken."""

    __tablename__ = "compteur_dossier"

    annee: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dernier: Mapped[int]
