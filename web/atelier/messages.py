"""A message template: four fields, its problems, and what people will get, before it is kept."""

import json
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from engine.bpm.dialect.sources import Key, SourceKind
from engine.bpm.dialect.templates import (
    FIELDS,
    LONGEST,
    Template,
    Urgency,
    on_one_line,
    read_template,
)
from engine.bpm.messages.sample import sample_letter, sample_sms
from engine.bpm.telling.changes.message import WHAT
from engine.bpm.workshop.drafts import DraftChanged, save_draft
from engine.bpm.workshop.shelf import content, find_item
from engine.core.french import hour_fr
from web.atelier.editeurs import leave_removed
from web.atelier.examen import examine, tell
from web.atelier.mots import changed
from web.atelier.pages import rows_of
from web.atelier.room import address_of, blueprint
from web.atelier.typographie import french
from web.security import allow_inline_style

URGENCES = {
    Urgency.ORDINARY: "Ordinaire : dans le courriel du jour",
    Urgency.LEGAL: "Date limite : dans le quart d’heure, hors des heures calmes",
    Urgency.DANGER: "Danger : à l’instant, nuits et week-ends compris",
}
SAME = "Ce message est celui de la version en vigueur : il n’y a pas de brouillon."
MERGE = "Rien n’a été remplacé : comparez, puis enregistrez de nouveau si le vôtre est le bon."


@blueprint.get("/messages/<name>")
def show_message(name: str) -> ResponseReturnValue:
    key = SourceKind.MESSAGE, name
    draft = find_item(g.tx, key).draft
    if draft is not None and draft.is_removal:
        return leave_removed()
    data, etag = content(g.tx, key)
    return _page(key, read_template(name, data)[0], etag)


@blueprint.post("/messages/<name>")
def update_message(name: str) -> ResponseReturnValue:
    """Kept as a draft, or with « apercu » only shown as people would get it."""
    key = SourceKind.MESSAGE, name
    find_item(g.tx, key)
    typed = Template(*(french(on_one_line(request.form.get(field, ""))) for field in FIELDS))
    etag = request.form.get("etag", "")
    if "apercu" in request.form:
        return _page(key, typed, etag)
    try:
        save_draft(g.tx, key, written(typed), etag)
    except DraftChanged as refusal:
        data, now = content(g.tx, key)
        theirs = read_template(name, data)[0]
        return _page(key, typed, now, f"{changed(refusal)} {MERGE}", theirs), 412
    is_draft = find_item(g.tx, key).draft is not None
    flash(f"Brouillon enregistré à {hour_fr(g.tx.now)}." if is_draft else SAME, "success")
    return redirect(address_of(key))


def written(template: Template) -> bytes:
    """The file as the shipped ones are written: an untouched saving is the same, byte for byte."""
    lines = [
        f"{field}: {text if field == 'urgence' else json.dumps(text, ensure_ascii=False)}\n"
        for field, text in zip(FIELDS, template, strict=True)
    ]
    return "".join(lines).encode()


def _body(html: str) -> Markup:
    """What a mail program shows of it: our own text, escaped where it was made.

    In the page itself, for the page may hold no frame.
    """
    return Markup(html.partition("<body")[2].partition(">")[2].partition("</body>")[0])


def _page(
    key: Key, typed: Template, etag: str, error: str = "", theirs: Template | None = None
) -> str:
    allow_inline_style()  # an e-mail carries its own style
    examined = examine(None)
    (row,) = rows_of([find_item(g.tx, key)], examined)
    letter = sample_letter(key[1], typed, examined.folder.messages, current_app.config["ADDRESS"])
    given: dict[str, Any] = {
        "row": row,
        "typed": typed,
        "etag": etag,
        "error": error,
        "theirs": theirs,
        "problems": tell(read_template(key[1], written(typed))[1], {}),
        "letter": letter,
        "shown": _body(letter.html),
        "sms": sample_sms(typed) if typed.urgence == Urgency.DANGER else None,
    }
    return render_template(
        "atelier_message.html", **given, labels=WHAT, longest=LONGEST, urgences=URGENCES
    )
