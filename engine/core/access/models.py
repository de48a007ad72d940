"""Circles: who may know that a thing exists."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class Circle(Base):
    """An opaque set of people and groups. Every row of a case carries its ``circle_id``."""

    __tablename__ = "circle"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class CircleMember(Base):
    """A person or a group (exactly one of them) in a circle, for good or until an instant."""

    __tablename__ = "circle_member"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    group_code: Mapped[str | None] = mapped_column(ForeignKey("staff_group.code"), index=True)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """From then on the member sees nothing any more, whether the row is gone yet or not."""
