"""Files from elsewhere: one, several or a zip; what became of each is said in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from engine.bpm.dialect.sources import Source
from engine.bpm.workshop.archive import unpack
from engine.bpm.workshop.drafts import (
    DraftChanged,
    FileRefused,
    NameRefused,
    create_file,
    save_draft,
)
from engine.bpm.workshop.shelf import Item, content, shelf
from engine.core.errors import EngineError
from web.atelier.mots import author_of, changed, refused, when
from web.atelier.room import address_of, blueprint
from web.atelier.typographie import french


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a state in a word, with what to know and where it is now."""

    name: str
    state: str
    told: str = ""
    address: str = ""


@blueprint.post("/depot")
def create_deposit() -> ResponseReturnValue:
    sent = [one for one in request.files.getlist("fichiers") if one.filename]
    replaces = "remplacer" in request.form
    outcomes = [outcome for one in sent for outcome in _deposited(one, replaces)]
    counts = {state: sum(one.state == state for one in outcomes) for state in STATES}
    page = render_template("atelier_depot.html", outcomes=outcomes, counts=counts)
    return page, 200 if counts["Refusé"] < max(len(outcomes), 1) else 422


STATES = ("Créé", "Modifié", "Identique", "Laissé", "Refusé")


def _deposited(sent: FileStorage, replaces: bool) -> Iterable[Outcome]:
    """What became of what one upload holds: of an archive, everything or nothing is read."""
    filename, data = sent.filename or "", sent.read()
    sent.close()
    try:
        files = unpack(filename, data)
    except (FileRefused, NameRefused) as refusal:
        return [_refusal(filename, refusal)]
    known = {item.key: item for item in shelf(g.tx)}
    return [_kept(file, known.get(file.key), replaces) for file in files.values()]


def _kept(file: Source, item: Item | None, replaces: bool) -> Outcome:
    """The file as a draft, unless somebody else's is there."""
    name, address = f"{file.name}.{file.kind.extension}", address_of(file.key)
    draft = item.draft if item else None
    try:
        if item is None:
            create_file(g.tx, file.key, file.data)
            return Outcome(name, "Créé", address=address)
        if _is_same(item, file):
            return Outcome(name, "Identique", address=address)
        if draft is not None and not replaces:
            told = f"Un brouillon est en cours ({author_of(draft)}, {when(draft.updated_at)})."
            return Outcome(name, "Laissé", told, address)
        save_draft(g.tx, file.key, file.data, item.etag)
    except DraftChanged as refusal:
        return Outcome(name, "Laissé", changed(refusal), address)
    except (FileRefused, NameRefused) as refusal:
        return _refusal(name, refusal)
    return Outcome(name, "Modifié", address=address)


def _is_same(item: Item, file: Source) -> bool:
    is_removal = item.draft is not None and item.draft.is_removal
    return not is_removal and content(g.tx, item.key)[0] == file.data


def _refusal(name: str, refusal: EngineError) -> Outcome:
    return Outcome(name, "Refusé", french(refused(refusal)))
