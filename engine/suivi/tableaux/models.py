"""One import of a file: what it said waits sealed for a confirmation; then only counts are left."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class ImportFichier(Base):
    """What every table of imports holds: a table a room, each kept for its own time."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID | None]
    lu_le: Mapped[datetime] = mapped_column(UtcDateTime)
    confirme_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    comptes: Mapped[dict[str, Any]] = mapped_column(JSON)
    """How many lines were read, and what became of them: counts as its author was told."""

    @declared_attr
    def brouillon(cls) -> Mapped[bytes | None]:
        """What waits, sealed, for a day at most: gone once confirmed or given up."""
        return sealed_column(cls.__tablename__)
