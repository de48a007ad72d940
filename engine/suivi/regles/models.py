"""Règles: what the law, the fiche projet or the partners fix, dated, with where it comes from."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from engine.core.db import Base


class Origine(StrEnum):
    """Who says so (domain 0.1, point 11)."""

    FICHE_PROJET = "FICHE_PROJET"
    LOI = "LOI"
    A_CONFIRMER = "A_CONFIRMER"


class Regle(Base):
    """One version of a rule: a change of the law adds a row, it never rewrites one."""

    __tablename__ = "regle"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str]
    theme: Mapped[str]
    libelle: Mapped[str]
    valeur: Mapped[Any] = mapped_column(JSON)
    """A whole number, a text, or a mapping; an amount of money or a share is a text (no float)."""
    unite: Mapped[str]
    base_legale: Mapped[str]
    source: Mapped[str]
    origine: Mapped[str]
    rang: Mapped[int]
    """Its place on the page."""
    valide_du: Mapped[date]
    valide_au: Mapped[date | None]
    """The last day on which it holds; None: until further notice."""

    __table_args__ = (UniqueConstraint("code", "valide_du"),)

    def holds_on(self, day: date) -> bool:
        """Whether this version is the one to apply to a fact of that day."""
        return self.valide_du <= day and (self.valide_au is None or day <= self.valide_au)
