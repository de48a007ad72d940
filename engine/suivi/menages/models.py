"""Ménage: who lives, or will live, in the dwelling. What names a person is sealed.

A ménage has no circle of its own: it is seen through its dossiers, each of which has one
(`seen.py`). A restricted dossier never shares its ménage with another (`separate.py`).
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class Lien(StrEnum):
    """What a person is to the lease (domain 4.2)."""

    TITULAIRE = "TITULAIRE"
    COTITULAIRE = "COTITULAIRE"
    CONJOINT = "CONJOINT"
    ENFANT_MINEUR = "ENFANT_MINEUR"
    ENFANT_MAJEUR = "ENFANT_MAJEUR"
    ASCENDANT = "ASCENDANT"
    AUTRE = "AUTRE"


class TypeCoordonnee(StrEnum):
    """A way to reach somebody."""

    TELEPHONE = "TELEPHONE"
    EMAIL = "EMAIL"
    ADRESSE = "ADRESSE"
    AUTRE = "AUTRE"


class MotifIncompatibilite(StrEnum):
    """Why two ménages are « dossiers à ne pas croiser »."""

    AUTEUR_VICTIME = "AUTEUR_VICTIME"
    VOISINAGE = "VOISINAGE"
    FAMILLE = "FAMILLE"


class Decision(StrEnum):
    """What was decided of two ménages that look alike."""

    DISTINCT = "DISTINCT"
    FUSION = "FUSION"


class Menage(Base):
    """A household. Its row is the lock of all that is kept about it."""

    __tablename__ = "menage"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    cree_par: Mapped[str] = mapped_column(ForeignKey("organisation.code"))
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)


class Personne(Base):
    """A person of a ménage. ``identite`` says who: names, birth, language (`personnes.py`)."""

    __tablename__ = "personne"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    menage_id: Mapped[UUID] = mapped_column(ForeignKey("menage.id"), index=True)
    identite: Mapped[bytes] = sealed_column("personne")
    lien: Mapped[str]
    date_entree_menage: Mapped[date | None]
    date_sortie_menage: Mapped[date | None]
    besoin_interprete: Mapped[bool]
    marque_usage: Mapped[str | None] = mapped_column(index=True)
    """Keyed mark of nom d'usage, prénom and birth date: equal for the same ones, says no more."""
    marque_naissance: Mapped[str | None] = mapped_column(index=True)
    version: Mapped[int]
    retiree_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Written by mistake: of no composition any more, kept to be put back."""
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)


class Coordonnee(Base):
    """A way to reach a person, or the household (no person). ``contenu``: value, instructions."""

    __tablename__ = "coordonnee"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    menage_id: Mapped[UUID] = mapped_column(ForeignKey("menage.id"), index=True)
    personne_id: Mapped[UUID | None] = mapped_column(ForeignKey("personne.id"))
    contenu: Mapped[bytes] = sealed_column("coordonnee")
    type: Mapped[str]
    protegee: Mapped[bool]
    """Never shown to the landlord."""
    canal_sur: Mapped[bool]
    valide_du: Mapped[date | None]
    valide_au: Mapped[date | None]
    version: Mapped[int]
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)


class Situation(Base):
    """The budget of a ménage on one day. ``contenu``: ressources, charges, aid, who lived there."""

    __tablename__ = "situation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    menage_id: Mapped[UUID] = mapped_column(ForeignKey("menage.id"), index=True)
    au: Mapped[date]
    contenu: Mapped[bytes] = sealed_column("situation")
    version: Mapped[int]
    saisie_le: Mapped[datetime] = mapped_column(UtcDateTime)
    saisie_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class EtatAnterieur(Base):
    """What a corrected row said before: nothing is erased."""

    __tablename__ = "menage_etat_anterieur"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    menage_id: Mapped[UUID] = mapped_column(ForeignKey("menage.id"), index=True)
    objet: Mapped[str]
    objet_id: Mapped[UUID]
    etat: Mapped[bytes] = sealed_column("etat_anterieur")
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class RapprochementDoublon(Base):
    """Two ménages that looked alike, and what was decided. ``menage_a`` is the one kept."""

    __tablename__ = "rapprochement_doublon"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    menage_a: Mapped[UUID] = mapped_column(ForeignKey("menage.id"), index=True)
    menage_b: Mapped[UUID] = mapped_column(ForeignKey("menage.id"), index=True)
    decision: Mapped[str]
    par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    etat_avant: Mapped[bytes | None] = sealed_column("rapprochement")
    """Of a fusion: what was moved, to put it back."""
    annule_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Incompatibilite(Base):
    """« Dossiers à ne pas croiser », while it is not lifted."""

    __tablename__ = "incompatibilite"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    menage_a: Mapped[UUID] = mapped_column(ForeignKey("menage.id"), index=True)
    menage_b: Mapped[UUID] = mapped_column(ForeignKey("menage.id"), index=True)
    motif: Mapped[str]
    posee_le: Mapped[datetime] = mapped_column(UtcDateTime)
    posee_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    levee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
