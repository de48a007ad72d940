"""The mark of trial data: kept in the database, so that no command line can hide it."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class TrialData(Base):
    """One row where households are invented; none where they are real. Nothing removes it."""

    __tablename__ = "donnees_essai"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    graine: Mapped[int | None]
    """What the households were drawn from; None for those of before this was kept."""
    menages: Mapped[int | None]
    prepare_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
