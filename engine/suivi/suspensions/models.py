"""A measure may stand still for a while: it ends on the same day all the same."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class MotifSuspension(StrEnum):
    """Why a measure stands still (domain 4.3)."""

    HOSPITALISATION = "HOSPITALISATION"
    ATTENTE_LOGEMENT = "ATTENTE_LOGEMENT"
    SURENDETTEMENT = "SURENDETTEMENT"
    AUTRE = "AUTRE"


class Suspension(Base):
    """From a day to another, both included; without end while nobody knows it.

    It never moves the end of the measure: the programme's twelve months are a maximum (domain
    4.3). Only an exemption does.
    """

    __tablename__ = "suspension"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    du: Mapped[date]
    au: Mapped[date | None]
    motif: Mapped[str]
    notee_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    notee_le: Mapped[datetime] = mapped_column(UtcDateTime)
    annulee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Written by mistake: it never held."""

    def holds_on(self, day: date) -> bool:
        """Whether the measure stands still that day."""
        is_in = self.du <= day and (self.au is None or day <= self.au)
        return self.annulee_le is None and is_in
