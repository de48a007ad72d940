"""Who follows a dossier, by dates; who is away, and who stands in for them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class RoleReferent(StrEnum):
    """For whom somebody follows a dossier (domain 4.3)."""

    MDL = "MDL"
    BAILLEUR = "BAILLEUR"
    VVC = "VVC"


class MotifReferent(StrEnum):
    """Why somebody follows it from then on."""

    OUVERTURE = "OUVERTURE"
    PREDIAGNOSTIC = "PREDIAGNOSTIC"
    DESIGNATION = "DESIGNATION"
    DEPART = "DEPART"
    CHARGE = "CHARGE"
    DEMANDE_MENAGE = "DEMANDE_MENAGE"
    REPRISE = "REPRISE"


class Referent(Base):
    """One person, for one role of one dossier, from a day on. The last without end is in charge.

    ``dossier.referent_id`` says the same of the MDL's at present, for what reads it at each step.
    """

    __tablename__ = "referent"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    role: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    du: Mapped[date]
    au: Mapped[date | None]
    motif: Mapped[str]
    nomme_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """None for what the program did by itself."""
    nomme_le: Mapped[datetime] = mapped_column(UtcDateTime)


class Suppleant(Base):
    """Named beforehand to stand in on a file whose list names people one by one (domain 0.1, 5)."""

    __tablename__ = "suppleant"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    nomme_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    nomme_le: Mapped[datetime] = mapped_column(UtcDateTime)
    retire_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Absence(Base):
    """Somebody is away, from a day to another, both included; nothing says why."""

    __tablename__ = "absence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    remplacant_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """None: the team has what the person held."""
    du: Mapped[date]
    au: Mapped[date]
    saisie_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    saisie_le: Mapped[datetime] = mapped_column(UtcDateTime)
    commencee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    terminee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Over, or given up before it began."""


class TacheConfiee(Base):
    """A task that an absence has taken from who held it: it goes back at the end."""

    __tablename__ = "tache_confiee"

    absence_id: Mapped[UUID] = mapped_column(ForeignKey("absence.id"), primary_key=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), primary_key=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
