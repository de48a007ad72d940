"""A démarche of a dossier: what was done about one line of its checklist."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class Demarche(Base):
    """One a type and a dossier; a line that nobody has touched yet has no row."""

    __tablename__ = "demarche"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    type: Mapped[str]
    statut: Mapped[str]
    depose_le: Mapped[date | None]
    reponse_le: Mapped[date | None]
    detail: Mapped[bytes | None] = sealed_column("demarche")
    """montant_demande, montant_accorde, reference: amounts of a household are sealed."""
    avant: Mapped[bytes | None] = sealed_column("demarche_avant")
    """What the row said before it was last changed, to come back to."""
    answer_id: Mapped[UUID | None]
    """The answer that ticked it; None once somebody has changed it on the page."""
    change_le: Mapped[datetime] = mapped_column(UtcDateTime)
    change_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("dossier_id", "type"),)
