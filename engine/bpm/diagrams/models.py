"""Published files and the releases that bind them together."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime


class Resource(Base):
    """One version of one file. Never changed once written."""

    __tablename__ = "resource"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    name: Mapped[str]
    version: Mapped[int]
    data: Mapped[bytes]
    sha256: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("kind", "name", "version"),)


class Publication(Base):
    """Every file of the house at once, each by version: what a publication put in force.

    ``files`` maps ``kind/name`` to a resource's id and version. Never changed once written.
    """

    __tablename__ = "publication"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    files: Mapped[dict[str, Any]]
    reason: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[UUID | None]


class Release(Base):
    """The closed set of files reachable from a root process, each by version.

    ``contents`` maps ``kind/name`` to a resource's id and version; ``number`` is that of the
    publication. An instance is bound to one release; the newest of a root is what a new case takes.
    """

    __tablename__ = "release"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    root: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    contents: Mapped[dict[str, Any]]
    reason: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[UUID | None]

    __table_args__ = (UniqueConstraint("root", "number"),)
