"""Messages from outside that no step waits for: classer, with a note; those of no dossier."""

import re
from collections.abc import Callable

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.instances.start import newest
from engine.bpm.messages.unheard import (
    file_message,
    file_unknown,
    message_names,
    unheard_of_no_case,
)
from engine.core.errors import AnswersRefused
from engine.suivi.dossiers.open import ROOT
from engine.suivi.dossiers.see import entry_instance
from web.dossiers.room import blueprint, find_whole

# What does not look like a reference may be a name: it is not shown.
REFERENCE = re.compile(r"\d{4}-\d{4,6}")


@blueprint.post("/<reference>/messages/classement")
def create_filing(reference: str) -> ResponseReturnValue:
    instance = entry_instance(g.tx, find_whole(reference).id)
    _file(lambda number, note: file_message(g.tx, instance.id, number, note))
    return redirect(url_for("dossiers.show", reference=reference))


@blueprint.get("/messages")
def show_unknown() -> ResponseReturnValue:
    found = unheard_of_no_case(g.tx, _names())
    return render_template("messages_sans_dossier.html", messages=found, REFERENCE=REFERENCE)


@blueprint.post("/messages/classement")
def create_unknown_filing() -> ResponseReturnValue:
    _file(lambda number, note: file_unknown(g.tx, number, note, _names()))
    return redirect(url_for("dossiers.show_unknown"))


def _file(act: Callable[[str, str], None]) -> None:
    """File the message whose number and note were posted, and say what came of it."""
    try:
        act(request.form.get("numero", ""), request.form.get("note", ""))
    except AnswersRefused as refusal:
        flash(refusal.errors["note"][0], "warning")
    else:
        flash("Le message est classé.", "success")


def _names() -> dict[str, str]:
    return message_names(newest(g.tx, ROOT))
