"""People hosted by the MDL who may need a home: only those picked from an import are kept."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column
from engine.suivi.tableaux.models import ImportFichier


class ImportHeberges(ImportFichier):
    """One import of a list: every household waits to be picked."""

    __tablename__ = "import_heberges"


class Heberge(Base):
    """A hosted household that was picked, until its dossier is opened.

    Its circle is the MDL's team; then that of its dossier, where its content is erased: the
    household says the same, and a restricted file leaves no trace elsewhere.
    """

    __tablename__ = "heberge"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    marque: Mapped[str] = mapped_column(index=True)
    """Keyed mark of who it is: the same line of another file is found by it."""
    contenu: Mapped[bytes | None] = sealed_column("heberge")
    retenu_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    retenu_le: Mapped[datetime] = mapped_column(UtcDateTime)
    mis_a_jour_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dossier_id: Mapped[UUID | None] = mapped_column(ForeignKey("dossier.id"), index=True)
