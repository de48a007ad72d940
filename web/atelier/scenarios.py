"""A scenario is a text: one writes it as it is, and reads what is wrong line by line."""

from typing import Any

from flask import flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from engine.bpm.dialect.sources import Key, SourceKind
from engine.bpm.workshop.drafts import DraftChanged, FileRefused, save_draft
from engine.bpm.workshop.shelf import content, find_item
from engine.core.errors import NotFound
from engine.core.french import hour_fr
from web.atelier.editeurs import leave_removed
from web.atelier.examen import examine
from web.atelier.mots import changed, refused
from web.atelier.pages import rows_of
from web.atelier.room import address_of, blueprint


@blueprint.get("/scenarios/<name>")
def show_scenario(name: str) -> ResponseReturnValue:
    key = SourceKind.SCENARIO, name
    draft = find_item(g.tx, key).draft
    if draft is not None and draft.is_removal:
        return leave_removed()
    return _page(key)


@blueprint.post("/scenarios/<name>")
def update_scenario(name: str) -> ResponseReturnValue:
    key = SourceKind.SCENARIO, name
    # Browsers send line ends their own way.
    text, etag = request.form.get("texte", "").replace("\r\n", "\n"), request.form.get("etag", "")
    try:
        save_draft(g.tx, key, _as_kept(key, text), etag)
    except DraftChanged as refusal:
        return _conflict(key, text, changed(refusal)), 412
    except FileRefused as refusal:
        return _page(key, text=text, etag=etag, error=refused(refusal)), 422
    is_draft = find_item(g.tx, key).draft is not None
    told = f"Brouillon enregistré à {hour_fr(g.tx.now)}." if is_draft else SAME
    flash(told, "success")
    return redirect(address_of(key))


SAME = "Le texte est celui de la version en vigueur : il n’y a pas de brouillon."


def _as_kept(key: Key, text: str) -> bytes:
    """The text with the line ends that the file has."""
    try:
        is_windows = b"\r\n" in content(g.tx, key)[0]
    except NotFound:  # it is to be removed
        is_windows = False
    return (text.replace("\n", "\r\n") if is_windows else text).encode()


def _conflict(key: Key, text: str, told: str) -> str:
    """Both texts: the person's own, still to be saved, and what is kept now."""
    try:
        data, etag = content(g.tx, key)
    except NotFound:  # it is to be removed now
        return _page(key, text=text, etag="", error=f"{told} Il est à retirer.", theirs="")
    theirs = data.decode()
    return _page(key, text=text, etag=etag, error=f"{told} {MERGE}", theirs=theirs)


MERGE = (
    "Rien n’a été remplacé. Votre texte est resté ci-dessous, le sien est à côté : "
    "reportez ce qu’il faut, puis enregistrez."
)


def _page(key: Key, **given: Any) -> str:
    examined = examine(None)
    (row,) = rows_of([find_item(g.tx, key)], examined)
    if "text" not in given:
        data, given["etag"] = content(g.tx, key)
        given["text"] = data.decode()
    return render_template(
        "atelier_scenario.html",
        **{"error": "", "theirs": None, **given},
        row=row,
        problems=examined.told(key),
    )
