"""What process owners are writing and have not published."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class Draft(Base):
    """One file as it is being changed: at most one a file, shared by all process owners."""

    __tablename__ = "draft"

    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes | None]
    """None: the file is to be removed."""
    sha256: Mapped[str]
    """Of ``data``; empty for a removal."""
    base_sha256: Mapped[str]
    """Of the file in force when the draft was begun; empty for a new file."""
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
