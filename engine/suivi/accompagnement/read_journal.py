"""The journal d'accompagnement as one person reads it: one timeline, the newest first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from engine.core.calendar import paris_day
from engine.core.identity.models import Person
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.former import Former, formers
from engine.suivi.accompagnement.models import Contact, Note
from engine.suivi.accompagnement.opening import SHARED, may_correct
from engine.suivi.accompagnement.read_rendez_vous import RendezVousLu, rendez_vous_of
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe, of_both_sides, readable_classes, within
from engine.suivi.partage.lire import may_read

MAX_LISTED = 200
TYPES = ("contact", "note", "rendez_vous")


@dataclass(frozen=True)
class Filter:
    """What is asked of the journal; None or empty: everything."""

    type: str = ""
    classe: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class NoteLue:
    """A text that the actor reads; a withdrawn one says only why."""

    row: Note
    texte: str
    motif_retrait: str
    auteur: str
    is_correctable: bool
    formers: Sequence[Former]


@dataclass(frozen=True)
class Line:
    """One line of the timeline: a contact with its texts, a note, or a rendez-vous."""

    type: str
    jour: date
    auteur: str = ""
    contact: Contact | None = None
    rendez_vous: RendezVousLu | None = None
    notes: Sequence[NoteLue] = ()
    formers: Sequence[Former] = ()
    is_correctable: bool = False


@dataclass(frozen=True)
class Journal:
    """The lines that were asked for, and the names of those who wrote."""

    lines: Sequence[Line]
    is_cut: bool
    """More was found than is listed: the period is to be narrowed."""
    names: Mapping[UUID | None, str] = field(default_factory=dict)


def read_journal(tx: Transaction, dossier: Dossier, wanted: Filter) -> Journal:
    """The journal of an opened dossier, by a fixed number of statements.

    Contacts and rendez-vous are read by those who read the shared class; each text by those of
    its own class, and a personal draft by its author.
    """
    is_shared = may_read(tx, SHARED)
    contacts = _contacts(tx, dossier, wanted) if is_shared else []
    notes = _notes(tx, dossier, wanted)
    written: list[Contact | Note] = [*contacts, *notes]
    before = formers(tx, [row.id for row in written])
    names = _names(tx, written)
    read = {note.id: _read(tx, note, names, before) for note in notes}
    lines = list(_lines(tx, contacts, read, names, before, wanted))
    if is_shared and wanted.type in ("", "rendez_vous") and not wanted.classe:
        lines += [
            Line("rendez_vous", paris_day(r.row.debut), r.avec, rendez_vous=r)
            for r in rendez_vous_of(tx, dossier)
            if _is_within(paris_day(r.row.debut), wanted)
        ]
    lines.sort(key=_newest_first, reverse=True)
    return Journal(lines[:MAX_LISTED], len(lines) > MAX_LISTED, names)


def notes_about(tx: Transaction, dossier: Dossier, contact: Contact) -> list[NoteLue]:
    """The texts about a contact that stand and that the actor reads."""
    classes = readable_classes(tx, dossier, SHARED)
    mine = (Note.contact_id == contact.id, Note.retire_le.is_(None))
    rows = tx.session.scalars(select(Note).where(*mine, within(tx, dossier, Note, classes)))
    return [_read(tx, row, {}, {}) for row in rows]


def read_note(tx: Transaction, note: Note) -> str:
    """The text of a note that the actor has found."""
    return str(unseal(tx, "note", note.id, note.corps)["texte"])


def _newest_first(line: Line) -> tuple[date, float]:
    rows = (line.contact, line.rendez_vous and line.rendez_vous.row, *[n.row for n in line.notes])
    return line.jour, max(row.ecrit_le.timestamp() for row in rows if row)


def _contacts(tx: Transaction, dossier: Dossier, wanted: Filter) -> Sequence[Contact]:
    if wanted.type not in ("", "contact"):
        return []
    side = of_both_sides(tx, dossier, Contact.organisation)
    mine = (Contact.dossier_id == dossier.id, side, *_period(Contact.jour, wanted))
    newest = select(Contact).where(*mine).order_by(Contact.jour.desc(), Contact.ecrit_le.desc())
    return tx.session.scalars(newest.limit(MAX_LISTED + 1)).all()


def _notes(tx: Transaction, dossier: Dossier, wanted: Filter) -> Sequence[Note]:
    if wanted.type == "rendez_vous":
        return []
    classes: Collection[Classe] = readable_classes(tx, dossier, SHARED)
    mine = [Note.dossier_id == dossier.id, *_period(Note.jour, wanted)]
    mine.append(within(tx, dossier, Note, classes))
    if wanted.classe:
        mine.append(Note.classe == wanted.classe)
    newest = select(Note).where(*mine).order_by(Note.jour.desc(), Note.ecrit_le.desc())
    return tx.session.scalars(newest.limit(2 * MAX_LISTED)).all()


def _period(day: InstrumentedAttribute[date], wanted: Filter) -> list[ColumnElement[bool]]:
    since = [day >= wanted.since] if wanted.since else []
    return [*since, *([day <= wanted.until] if wanted.until else [])]


def _is_within(day: date, wanted: Filter) -> bool:
    return (wanted.since or day) <= day <= (wanted.until or day)


def _lines(
    tx: Transaction,
    contacts: Sequence[Contact],
    notes: Mapping[UUID, NoteLue],
    names: Mapping[UUID | None, str],
    before: Mapping[UUID, Sequence[Former]],
    wanted: Filter,
) -> Iterable[Line]:
    known = {contact.id for contact in contacts}
    for contact in contacts:
        about = [n for n in notes.values() if n.row.contact_id == contact.id]
        if wanted.classe and not about:
            continue
        yield Line(
            "contact",
            contact.jour,
            names.get(contact.auteur_id, ""),
            contact=contact,
            notes=sorted(about, key=lambda n: list(Classe).index(Classe(n.row.classe))),
            formers=before.get(contact.id, ()),
            is_correctable=may_correct(tx.actor, contact),
        )
    if wanted.type != "contact":
        for note in notes.values():
            if note.row.contact_id not in known:
                yield Line("note", note.row.jour, note.auteur, notes=[note])


def _read(
    tx: Transaction,
    note: Note,
    names: Mapping[UUID | None, str],
    before: Mapping[UUID, Sequence[Former]],
) -> NoteLue:
    is_withdrawn, reason = note.retire_le is not None, ""
    if note.motif_retrait is not None:
        reason = unseal(tx, "retrait_note", note.id, note.motif_retrait)["motif"]
    return NoteLue(
        row=note,
        texte="" if is_withdrawn else read_note(tx, note),
        motif_retrait=reason,
        auteur=names.get(note.auteur_id, ""),
        is_correctable=not is_withdrawn and may_correct(tx.actor, note),
        formers=() if is_withdrawn else before.get(note.id, ()),
    )


def _names(tx: Transaction, written: Sequence[Contact | Note]) -> dict[UUID | None, str]:
    ids = {row.auteur_id for row in written} | {row.modifie_par for row in written}
    found = tx.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids - {None})))
    return {person: name for person, name in found}
