"""The journal d'accompagnement: contacts, notes and rendez-vous of a dossier.

Clear columns are ids, codes and days; every text is sealed. A note has one class, so a class that
somebody may not read never leaves the database. What a correction replaces is kept, sealed.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class Written:
    """Who wrote a row of the journal, for which organisation, when; who changed it last."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    auteur_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    organisation: Mapped[str]
    ecrit_le: Mapped[datetime] = mapped_column(UtcDateTime)
    modifie_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    modifie_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class Contact(Written, Base):
    """The household was met, or should have been, on that day."""

    __tablename__ = "contact"

    jour: Mapped[date]
    canal: Mapped[str | None]
    """None where the form of a task told of it without asking how."""
    presence: Mapped[str]
    duree_min: Mapped[int | None]
    participants: Mapped[list[str]]
    numero: Mapped[str | None] = mapped_column(unique=True)
    """Made by the page that sent it: what is sent twice is kept once."""
    answer_id: Mapped[UUID | None] = mapped_column(unique=True)
    """The answer to a task's form from which it was made, the last one after a correction."""


class Note(Written, Base):
    """A text of one class, about a contact or by itself."""

    __tablename__ = "note"

    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact.id"), index=True)
    jour: Mapped[date]
    classe: Mapped[str]
    corps: Mapped[bytes] = sealed_column("note")
    """texte."""
    retire_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retire_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    motif_retrait: Mapped[bytes | None] = sealed_column("retrait_note")
    """motif."""


class RendezVous(Written, Base):
    """A meeting to come, then what became of it. ``avec_id`` is whom to ask for."""

    __tablename__ = "rendez_vous"

    avec_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    debut: Mapped[datetime] = mapped_column(UtcDateTime)
    fin: Mapped[datetime] = mapped_column(UtcDateTime)
    lieu_sensible: Mapped[bool]
    statut: Mapped[str]
    rappel: Mapped[str]
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact.id"))
    detail: Mapped[bytes] = sealed_column("rendez_vous")
    """lieu (code), precision, langue (code) where an interpreter is booked."""


class AncienEcrit(Base):
    """What a contact, a note or a rendez-vous said before a correction, read by the same people."""

    __tablename__ = "ancien_ecrit"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    objet_id: Mapped[UUID] = mapped_column(index=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    corps: Mapped[bytes] = sealed_column("ancien_ecrit")
    """The fields that changed, as they were."""
    ecrit_par: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    remplace_le: Mapped[datetime] = mapped_column(UtcDateTime)
