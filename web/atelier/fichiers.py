"""One file: its text for the editors, saved only over what was read; created, given up, removed."""

from flask import Response, g, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import PreconditionRequired

from engine.bpm.dialect.sources import Key
from engine.bpm.workshop.drafts import (
    DraftChanged,
    FileExists,
    FileRefused,
    NameRefused,
    create_file,
    discard_draft,
    remove_file,
    save_draft,
)
from engine.bpm.workshop.shelf import content, files_with_drafts, find_item
from engine.core.french import hour_fr
from web.atelier.examen import elsewhere, examine
from web.atelier.modeles import LONGEST_TITLE, name_from, new_file
from web.atelier.mots import KEEP, changed, refused
from web.atelier.pages import Wanted, overview
from web.atelier.room import KINDS, address_of, back, blueprint, house, key_of
from web.atelier.titres import title_of, titles

FILE = "/fichiers/<kind>/<name>"


@blueprint.get(FILE)
def show_file(kind: str, name: str) -> ResponseReturnValue:
    key = key_of(kind, name)
    data, etag = content(g.tx, key)
    answer = Response(data, mimetype=KINDS[key[0]].type)
    answer.set_etag(etag)
    if "telecharger" in request.args:
        answer.mimetype = "application/octet-stream"
        answer.headers.set(
            "Content-Disposition", "attachment", filename=f"{name}.{key[0].extension}"
        )
    return answer


@blueprint.put(FILE)
def update_file(kind: str, name: str) -> ResponseReturnValue:
    key, seen = key_of(kind, name), list(request.if_match)
    if len(seen) != 1:
        raise PreconditionRequired
    try:
        etag = save_draft(g.tx, key, request.get_data(), seen[0])
    except DraftChanged as refusal:
        return jsonify(message=f"{changed(refusal)} {KEEP}"), 412
    except FileRefused as refusal:
        return jsonify(message=f"Rien n’est enregistré. {refused(refusal)}"), 422
    now = examine(None)
    answer = jsonify(
        etag=etag,
        draft=find_item(g.tx, key).draft is not None,
        saved=hour_fr(g.tx.now),
        problems=now.told(key),
        elsewhere=elsewhere(now, key),
    )
    answer.set_etag(etag)
    return answer


@blueprint.post("/fichiers")
def create_new_file() -> ResponseReturnValue:
    title = request.form.get("titre", "").strip()[:LONGEST_TITLE]
    wanted, given = request.form.get("sorte", ""), request.form.get("nom", "").strip()
    kind = key_of(wanted, "")[0]
    key = kind, given or name_from(title, kind)
    errors = (
        {} if title else {"titre": "Donnez un titre : c’est lui que l’on lira dans les listes."}
    )
    if title:
        errors = _create(key, title)
    if errors:
        return overview(Wanted(kind, title, key[1], errors)), 422
    return redirect(address_of(key))


def _create(key: Key, title: str) -> dict[str, str]:
    """The new file, or what is wrong by field."""
    try:
        with g.tx.attempt():
            create_file(g.tx, key, new_file(*key, title))
    except (FileExists, NameRefused) as refusal:
        return {"nom": refused(refusal)}
    except FileRefused as refusal:
        return {"titre": refused(refusal)}
    return {}


@blueprint.post(f"{FILE}/abandon")
def create_discard(kind: str, name: str) -> ResponseReturnValue:
    key = key_of(kind, name)
    title = called(key)
    try:
        discard_draft(g.tx, key, request.form.get("etag", ""))
    except DraftChanged as refusal:
        return back(f"{changed(refusal)} Rien n’est abandonné.", "warning")
    return back(f"Le brouillon de « {title} » est abandonné.")


@blueprint.post(f"{FILE}/retrait")
def create_removal(kind: str, name: str) -> ResponseReturnValue:
    key = key_of(kind, name)
    is_new, title = find_item(g.tx, key).version is None, called(key)
    try:
        remove_file(g.tx, key, request.form.get("etag", ""))
    except DraftChanged as refusal:
        return back(f"{changed(refusal)} Rien n’est retiré.", "warning")
    if is_new:
        return back(f"« {title} » n’avait pas été publié : son brouillon est abandonné.")
    return back(f"« {title} » sera retiré à la prochaine publication.")


def called(key: Key) -> str:
    """The title of a file, before it goes."""
    return title_of(titles(house().holding(files_with_drafts(g.tx).values())), key)
