"""What happened: codes and names of fields, never values."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class AuditEntry(Base):
    """One act, chained to the one before it. A database trigger refuses UPDATE and DELETE."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    chain_id: Mapped[UUID]
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[UUID | None]
    circle_id: Mapped[UUID | None]
    tag: Mapped[str]
    subject: Mapped[str]
    fields: Mapped[list[str]]
    hash: Mapped[bytes]

    __table_args__ = (UniqueConstraint("chain_id", "number"),)
