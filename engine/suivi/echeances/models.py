"""The calendar that a person's telephone reads by a secret address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class FluxCalendrier(Base):
    """One address a person. The secret itself is shown once and kept nowhere."""

    __tablename__ = "flux_calendrier"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    empreinte: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the secret: 256 random bits need no salt."""
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
