"""Write drafts: only over what was read, so that two editors never undo each other."""

import hashlib
import re

from sqlalchemy.exc import IntegrityError

from engine.bpm.dialect.sources import Key, SourceKind
from engine.bpm.dialect.templates import read_template
from engine.bpm.dialect.xml import Unreadable, read_xml
from engine.bpm.dialect.yaml_text import read_yaml
from engine.bpm.forms.read import read_form
from engine.bpm.workshop.models import Draft
from engine.bpm.workshop.shelf import Item, find_item, shelf
from engine.core import access
from engine.core.errors import EngineError
from engine.core.transaction import Transaction

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")


class DraftChanged(EngineError):
    """Somebody saved the file since it was read: nothing is overwritten."""

    code = "draft_changed"


class FileRefused(EngineError):
    """The file cannot be read at all, or may not be: ``line`` and ``message`` say where and why."""

    code = "file_refused"


class NameRefused(EngineError):
    """A file's name is made of letters without accent, digits and underscores."""

    code = "name_refused"


class FileExists(EngineError):
    """A file of that kind has this name."""

    code = "file_exists"


def save_draft(tx: Transaction, key: Key, data: bytes, etag: str) -> str:
    """Keep ``data`` as the file's draft if it is still as ``etag`` says; the new etag.

    A draft that equals what is in force is no draft. DraftChanged, with the ``author`` and ``at``,
    when somebody was faster; FileRefused for what cannot be read; NotFound for no such file.
    """
    item = find_item(tx, key)
    require_readable(key[0], data)
    return _write(tx, item, data, etag)


def create_file(tx: Transaction, key: Key, data: bytes) -> str:
    """A new file, as a draft; FileExists, NameRefused, FileRefused."""
    access.require(tx, access.Permission.DIAGRAM_EDIT, None)
    require_name(key[1])
    if any(item.key == key for item in shelf(tx)):
        raise FileExists(file=key)
    require_readable(key[0], data)
    return _write(tx, Item(*key, version=None, draft=None, in_force="", etag=""), data, "")


def remove_file(tx: Transaction, key: Key, etag: str) -> None:
    """A file in force is to be removed at the next publication; a new one goes with its draft."""
    item = find_item(tx, key)
    if item.version is None:
        discard_draft(tx, key, etag)
    else:
        _write(tx, item, None, etag)


def discard_draft(tx: Transaction, key: Key, etag: str) -> None:
    """Back to what is in force; DraftChanged when it is no more the draft that was seen."""
    access.require(tx, access.Permission.DIAGRAM_EDIT, None)
    draft = tx.session.get(Draft, key, with_for_update=True, populate_existing=True)
    if draft is None or draft.sha256 != etag:
        raise _changed(find_item(tx, key))
    tx.session.delete(draft)
    tx.session.flush()


def require_name(name: str) -> None:
    """NameRefused unless the name can be a process's or a form's id, and a file's."""
    if not NAME.fullmatch(name):
        raise NameRefused(name=name)


def require_readable(kind: SourceKind, data: bytes) -> None:
    """FileRefused for what no reader of ours would open; problems inside are told, not refused."""
    try:
        if kind is SourceKind.FORM:
            read_form(data)
        elif kind is SourceKind.SCENARIO:
            read_yaml(data)
        elif kind is SourceKind.MESSAGE:
            read_template("", data)
        else:
            read_xml(data)
    except Unreadable as error:
        raise FileRefused(line=error.problem.line, message=error.problem.message) from error
    except ValueError as error:
        raise FileRefused(line=1, message=str(error)) from error


def _write(tx: Transaction, item: Item, data: bytes | None, etag: str) -> str:
    """The row is locked, or its insertion decides: of two savings of one text, one is told."""
    draft = tx.session.get(Draft, item.key, with_for_update=True, populate_existing=True)
    if (draft.sha256 if draft else item.in_force) != etag:
        raise _changed(item)
    sha256 = "" if data is None else hashlib.sha256(data).hexdigest()
    if sha256 == item.in_force:
        if draft is not None:
            tx.session.delete(draft)
            tx.session.flush()
    elif draft is not None:
        draft.data, draft.sha256 = data, sha256
        draft.updated_at, draft.updated_by = tx.now, tx.actor.id
        tx.session.flush()
    else:
        _insert(tx, item, data, sha256)
    return sha256


def _insert(tx: Transaction, item: Item, data: bytes | None, sha256: str) -> None:
    row = Draft(
        kind=str(item.kind),
        name=item.name,
        data=data,
        sha256=sha256,
        base_sha256=item.in_force,
        updated_at=tx.now,
        updated_by=tx.actor.id,
    )
    try:
        with tx.attempt():
            tx.session.add(row)
            tx.session.flush()
    except IntegrityError as error:
        raise _changed(item) from error


def _changed(item: Item) -> DraftChanged:
    who = item.draft
    return DraftChanged(author=who.author if who else "", at=who.updated_at if who else None)
