"""What is kept of a household's debt: the landlord's account as imported, plans, their échéances.

Amounts and dates are in the clear, to be computed; nothing here names a person.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from engine.core.db import Base, UtcDateTime, sealed_column
from engine.suivi.dettes.montants import Montant
from engine.suivi.tableaux.models import ImportFichier


class LienCompte(Base):
    """The landlord's reference of a dossier's tenant: sealed, and marked to be recognised."""

    __tablename__ = "lien_compte"

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    marque: Mapped[str] = mapped_column(index=True)
    """The blind mark of the reference. Two dossiers may share one: a household comes back."""
    reference: Mapped[bytes] = sealed_column("lien_compte")
    relie_par: Mapped[UUID | None]
    relie_le: Mapped[datetime] = mapped_column(UtcDateTime)


class Compte(Base):
    """The tenant's account as the landlord's software gave it, at the date where it stops."""

    __tablename__ = "compte_locatif"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    arrete_au: Mapped[date]
    solde: Mapped[Decimal] = mapped_column(Montant)
    """What the tenant owes; negative when they are ahead."""
    loyer: Mapped[Decimal | None] = mapped_column(Montant)
    """Rent and charges of the month."""
    paye: Mapped[Decimal | None] = mapped_column(Montant)
    """What the tenant has paid in the month."""
    apl: Mapped[Decimal | None] = mapped_column(Montant)
    """Housing benefit paid to the landlord for the month."""
    versements: Mapped[list[Any]] = mapped_column(JSON)
    """Payments that the account shows, as [ISO day, amount as a text]."""
    importe_le: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("dossier_id", "arrete_au"),)


class Versement(Base):
    """A payment told by hand because the account does not show it yet."""

    __tablename__ = "versement_signale"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """That of the answer that tells it."""
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    jour: Mapped[date]
    montant: Mapped[Decimal] = mapped_column(Montant)
    signale_le: Mapped[datetime] = mapped_column(UtcDateTime)


class StatutPlan(StrEnum):
    """Where a plan stands. That an échéance is late is never kept: the account tells it."""

    PROPOSE = "PROPOSE"
    ECARTE = "ECARTE"
    EN_COURS = "EN_COURS"
    SUSPENDU = "SUSPENDU"
    REMPLACE = "REMPLACE"
    ROMPU = "ROMPU"
    SOLDE = "SOLDE"


VIVANTS = (StatutPlan.EN_COURS, StatutPlan.SUSPENDU)


class Plan(Base):
    """A plan d'apurement, as the form that proposes it says (domain 4.5)."""

    __tablename__ = "plan_apurement"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    answer_id: Mapped[UUID] = mapped_column(unique=True)
    """The answer that it comes from, the last one when it was corrected."""
    statut: Mapped[str]
    montant: Mapped[Decimal] = mapped_column(Montant)
    mensualite: Mapped[Decimal] = mapped_column(Montant)
    jour_prelevement: Mapped[int | None]
    propose_le: Mapped[datetime] = mapped_column(UtcDateTime)
    etabli_le: Mapped[date | None]
    gele_par: Mapped[str | None]
    gele_le: Mapped[date | None]
    fini_le: Mapped[date | None]

    @property
    def is_alive(self) -> bool:
        return self.statut in VIVANTS


class Echeance(Base):
    """One instalment of a plan. Whether it is paid is read from the account, never written."""

    __tablename__ = "echeance_plan"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan_apurement.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    rang: Mapped[int]
    jour: Mapped[date]
    montant: Mapped[Decimal] = mapped_column(Montant)
    incident_le: Mapped[date | None]
    """When the case was told that it is late: once."""
    regle_le: Mapped[date | None]
    """When the case was told that it is paid after all: once."""

    __table_args__ = (UniqueConstraint("plan_id", "rang"),)


class ImportComptes(ImportFichier):
    """One import of a landlord's file: of its accounts, those of known tenants alone wait."""

    __tablename__ = "import_comptes"
