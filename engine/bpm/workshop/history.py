"""What was published: when, by whom, why, and the files as they stood."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from engine.bpm.diagrams.models import Publication
from engine.bpm.dialect.sources import Key, Source
from engine.bpm.workshop.shelf import ids_of, texts_of
from engine.core import access
from engine.core.errors import NotFound
from engine.core.identity.models import Person
from engine.core.transaction import Transaction


@dataclass(frozen=True)
class PublicationInfo:
    """One publication. ``author`` is empty for what came with the program."""

    number: int
    published_at: datetime
    author: str
    reason: str
    changed: int
    """How many files are not as in the publication before, the removed ones included."""


def publications(tx: Transaction) -> list[PublicationInfo]:
    """Every publication, the newest first."""
    access.require(tx, access.Permission.DIAGRAM_READ, None)
    rows = tx.session.execute(
        select(Publication, Person.name)
        .outerjoin(Person, Person.id == Publication.published_by)
        .order_by(Publication.number)
    )
    told: list[PublicationInfo] = []
    before: dict[str, Any] = {}
    for row, author in rows:
        changed = sum(row.files.get(key) != before.get(key) for key in {*row.files, *before})
        told.append(
            PublicationInfo(row.number, row.published_at, author or "", row.reason, changed)
        )
        before = row.files
    return told[::-1]


def files_of(tx: Transaction, number: int) -> dict[Key, Source]:
    """The files as that publication put them in force; NotFound for no such number."""
    access.require(tx, access.Permission.DIAGRAM_READ, None)
    publication = tx.session.get(Publication, number)
    if publication is None:
        raise NotFound(publication=number)
    return texts_of(tx, ids_of(publication.files))
