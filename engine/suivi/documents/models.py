"""Documents of a dossier: what they are in clear, what they hold sealed in parts."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class Document(Base):
    """A file that was kept. A withdrawn one stays, and is shown to nobody."""

    __tablename__ = "document"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    type: Mapped[str]
    classe: Mapped[str]
    mime: Mapped[str]
    taille: Mapped[int]
    """Bytes, before sealing."""
    sha256: Mapped[str]
    """Of the bytes that are kept, in hexadecimal."""
    nom: Mapped[bytes] = sealed_column("nom_document")
    """nom: what the file was called."""
    auteur_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    organisation: Mapped[str]
    depose_le: Mapped[datetime] = mapped_column(UtcDateTime)
    retire_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retire_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    motif_retrait: Mapped[bytes | None] = sealed_column("retrait_document")
    """motif."""


class PartieDocument(Base):
    """A piece of a file, sealed by itself: no row is too long to be resealed by batches."""

    __tablename__ = "partie_document"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    rang: Mapped[int]
    contenu: Mapped[bytes] = sealed_column("partie_document")

    __table_args__ = (UniqueConstraint("document_id", "rang"),)
