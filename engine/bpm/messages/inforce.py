"""The message templates in force: those last published, else those that came with the program."""

from collections.abc import Mapping
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from engine.bpm.diagrams.models import Publication, Resource
from engine.bpm.dialect.folder import read_folder
from engine.bpm.dialect.sources import SourceKind
from engine.bpm.dialect.templates import Template, readable, template_of
from engine.core.transaction import Transaction

MESSAGE: Final = f"{SourceKind.MESSAGE}/"
KEPT: Final = "message_templates"


def template_in_force(tx: Transaction, name: str) -> Template:
    """The template of that name; a plain one when there is none any more."""
    found = templates_in_force(tx).get(name)
    return found if found is not None else template_of({}, name)


def templates_in_force(tx: Transaction) -> Mapping[str, Template]:
    """Every template by name: one statement, more after a publication."""
    number = tx.session.scalar(select(func.max(Publication.number)))
    kept = tx.memory.get(KEPT)
    if kept is None or kept[0] != number:
        kept = number, {**_shipped(), **_published(tx, number)}
        tx.memory[KEPT] = kept
    templates: Mapping[str, Template] = kept[1]
    return templates


def _published(tx: Transaction, number: int | None) -> dict[str, Template]:
    publication = tx.session.get(Publication, number) if number is not None else None
    files = publication.files if publication else {}
    ids = [UUID(entry[0]) for key, entry in files.items() if key.startswith(MESSAGE)]
    if not ids:
        return {}
    rows = tx.session.execute(select(Resource.name, Resource.data).where(Resource.id.in_(ids)))
    return {name: readable(name, data) for name, data in rows}


@cache
def _shipped() -> dict[str, Template]:
    """Read once: a message of the program itself, or of before messages were published."""
    messages = read_folder().messages
    return {name: template_of(messages, name) for name in messages}
