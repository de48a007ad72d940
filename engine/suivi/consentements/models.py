"""What a household, or one of its people, agreed to; codes and days alone, nothing to seal."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class Consentement(Base):
    """One answer, given one day. A later one replaces it; none is ever rewritten as another.

    A withdrawn agreement keeps its row, with the day from which it does not hold any more.
    """

    __tablename__ = "consentement"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    personne_id: Mapped[UUID | None] = mapped_column(ForeignKey("personne.id"))
    """None: the household."""
    finalite: Mapped[str]
    accorde: Mapped[bool]
    recueilli_le: Mapped[date]
    mode: Mapped[str | None]
    """None where the form that told it does not ask."""
    version_texte: Mapped[str]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    """The signed paper."""
    answer_id: Mapped[UUID | None] = mapped_column(unique=True)
    """The answer to a task's form that told it, the last one after a correction."""
    retire_le: Mapped[date | None]
    retrait_answer_id: Mapped[UUID | None]
    """The answer to the event that withdrew it."""
    auteur_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    organisation: Mapped[str]
    ecrit_le: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def holds(self) -> bool:
        """Agreed, and not withdrawn since."""
        return self.accorde and self.retire_le is None
