"""The files of the house: those in force, and the drafts on top of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.diagrams.models import Resource
from engine.bpm.diagrams.publish import last_publication
from engine.bpm.dialect.sources import Key, Source, SourceKind
from engine.bpm.workshop.models import Draft
from engine.core import access
from engine.core.errors import NotFound
from engine.core.identity.models import Person
from engine.core.transaction import Transaction


@dataclass(frozen=True)
class DraftInfo:
    """Who changed a file last, and when."""

    updated_at: datetime
    author: str
    is_removal: bool
    is_overtaken: bool
    """What is in force changed after the draft was begun: publishing it would undo that."""


@dataclass(frozen=True)
class Item:
    """One file: its version in force (None when it is new), its draft, what guards a saving."""

    kind: SourceKind
    name: str
    version: int | None
    draft: DraftInfo | None
    in_force: str
    """The hash of the text in force; empty for a new file."""
    etag: str

    @property
    def key(self) -> Key:
        return self.kind, self.name


@dataclass(frozen=True)
class Standing:
    """A file in force: where it is kept, which version, and the hash of its text."""

    id: UUID
    version: int
    sha256: str


def shelf(tx: Transaction) -> list[Item]:
    """Every file, by kind and name, without its text."""
    access.require(tx, access.Permission.DIAGRAM_EDIT, None)
    standing = standing_files(tx)
    rows = tx.session.execute(
        select(Draft, Person.name).outerjoin(Person, Person.id == Draft.updated_by)
    ).all()
    drafts = {(SourceKind(row.kind), row.name): (row, author or "") for row, author in rows}
    keys = sorted({*standing, *drafts})
    return [_item(key, standing.get(key), *drafts.get(key, (None, ""))) for key in keys]


def find_item(tx: Transaction, key: Key) -> Item:
    """One file, without its text; NotFound when there is none."""
    found = next((item for item in shelf(tx) if item.key == key), None)
    if found is None:
        raise NotFound(file=key)
    return found


def content(tx: Transaction, key: Key) -> tuple[bytes, str]:
    """The text of a file, its draft's if it has one, and the etag that guards a saving."""
    access.require(tx, access.Permission.DIAGRAM_EDIT, None)
    draft = tx.session.get(Draft, key)
    if draft is not None:
        if draft.data is None:
            raise NotFound(file=key)
        return draft.data, draft.sha256
    standing = standing_files(tx).get(key)
    if standing is None:
        raise NotFound(file=key)
    return tx.session.get_one(Resource, standing.id).data, standing.sha256


def files_in_force(tx: Transaction) -> dict[Key, Source]:
    """The texts in force."""
    access.require(tx, access.Permission.DIAGRAM_EDIT, None)
    return texts_of(tx, [one.id for one in standing_files(tx).values()])


def files_with_drafts(tx: Transaction, wanted: Collection[Key] | None = None) -> dict[Key, Source]:
    """The texts in force with these drafts in their place; with every draft when None."""
    files = files_in_force(tx)
    for draft in tx.session.scalars(select(Draft)):
        key = SourceKind(draft.kind), draft.name
        if wanted is not None and key not in wanted:
            continue
        files.pop(key, None)
        if draft.data is not None:
            files[key] = Source(*key, draft.data)
    return dict(sorted(files.items()))


def standing_files(tx: Transaction) -> dict[Key, Standing]:
    """What is in force; before publications were kept, the newest version of each file."""
    publication = last_publication(tx)
    about = select(Resource.id, Resource.kind, Resource.name, Resource.version, Resource.sha256)
    if publication is not None:
        about = about.where(Resource.id.in_(ids_of(publication.files)))
    rows = tx.session.execute(about.order_by(Resource.version)).all()
    return {
        (SourceKind(row.kind), row.name): Standing(row.id, row.version, row.sha256) for row in rows
    }


def texts_of(tx: Transaction, wanted: Collection[UUID]) -> dict[Key, Source]:
    """The texts of these resources."""
    rows = tx.session.scalars(select(Resource).where(Resource.id.in_(wanted))).all()
    files = [Source(SourceKind(row.kind), row.name, row.data) for row in rows]
    return {file.key: file for file in sorted(files, key=lambda file: file.key)}


def ids_of(files: dict[str, Any]) -> list[UUID]:
    """The resources that a publication or a release holds."""
    return [UUID(entry[0]) for entry in files.values()]


def _item(key: Key, standing: Standing | None, draft: Draft | None, author: str) -> Item:
    in_force = standing.sha256 if standing else ""
    told = None
    if draft is not None:
        is_overtaken = draft.base_sha256 != in_force
        told = DraftInfo(draft.updated_at, author, draft.data is None, is_overtaken)
    etag = draft.sha256 if draft else in_force
    return Item(*key, standing.version if standing else None, told, in_force, etag)
