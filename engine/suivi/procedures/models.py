"""The landlord's procedure: its steps as they were told, each with the codes that date it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class TypeEtape(StrEnum):
    """Steps of a procedure, in the order in which they come (domain 4.5)."""

    RELANCE = "RELANCE"
    MISE_EN_DEMEURE = "MISE_EN_DEMEURE"
    SIGNALEMENT_CAF = "SIGNALEMENT_CAF"
    COMMANDEMENT_PAYER = "COMMANDEMENT_PAYER"
    SAISINE_CCAPEX = "SAISINE_CCAPEX"
    ASSIGNATION = "ASSIGNATION"
    NOTIF_PREFET = "NOTIF_PREFET"
    DSF = "DSF"
    AUDIENCE = "AUDIENCE"
    JUGEMENT = "JUGEMENT"
    CQL = "CQL"
    CFP = "CFP"
    PCS = "PCS"
    EXPULSION = "EXPULSION"
    DESISTEMENT = "DESISTEMENT"


class StatutEtape(StrEnum):
    """Whether a step still counts."""

    NOTEE = "NOTEE"
    REMPLACEE = "REMPLACEE"
    """Another date stands in its place: an audience that is put off."""
    ANNULEE = "ANNULEE"


class Etape(Base):
    """One step. What an event's form said is kept here once, by the answer that said it."""

    __tablename__ = "etape_procedure"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    answer_id: Mapped[UUID | None] = mapped_column(unique=True)
    """The answer that it comes from; None when it was noted on the page."""
    type: Mapped[str]
    jour: Mapped[date]
    delai: Mapped[str | None]
    """Of a commandement: P6W or P2M, as it is written on it."""
    decision: Mapped[str | None]
    """Of a judgement: DELAIS, RESILIATION or REJET."""
    fin: Mapped[date | None]
    """Of a protocole: its last day."""
    statut: Mapped[str]
    has_proof: Mapped[bool]
    """True where a form has said that the proof is kept, or where its reference is below."""
    preuve: Mapped[bytes | None] = sealed_column("etape")
    """The reference of its proof: a registered letter's number, where the deed is filed."""
    notee_par: Mapped[UUID | None]
    notee_le: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def counts(self) -> bool:
        return self.statut == StatutEtape.NOTEE
