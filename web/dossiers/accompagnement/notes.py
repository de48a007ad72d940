"""Write a note, correct it, withdraw it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from engine.core.errors import AnswersRefused
from engine.suivi.accompagnement.correct_note import correct_note
from engine.suivi.accompagnement.given import MAX_TEXT
from engine.suivi.accompagnement.opening import (
    classes_to_write,
    find_note,
    open_journal,
    require_author,
)
from engine.suivi.accompagnement.read_journal import read_note
from engine.suivi.accompagnement.withdraw_note import withdraw_note
from engine.suivi.accompagnement.write_note import write_note
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe
from web.dossiers.accompagnement.mots import words
from web.dossiers.room import blueprint


@blueprint.get("/<reference>/accompagnement/notes")
def new_note(reference: str) -> ResponseReturnValue:
    return _page(open_journal(g.tx, reference), {"classe": request.args.get("classe", "")})


@blueprint.post("/<reference>/accompagnement/notes")
def create_note(reference: str) -> ResponseReturnValue:
    dossier = open_journal(g.tx, reference)
    text = request.form.get("texte", "")
    classe = _classe(request.form.get("classe", ""))
    try:
        with g.tx.attempt():
            write_note(g.tx, reference, classe, text)
    except AnswersRefused as refusal:
        return _page(dossier, {"texte": text, "classe": classe}, refusal.errors), 422
    flash("La note est enregistrée.", "success")
    return _to_journal(reference)


@blueprint.get("/<reference>/accompagnement/notes/<uuid:note_id>")
def edit_note(reference: str, note_id: UUID) -> ResponseReturnValue:
    dossier = open_journal(g.tx, reference)
    note = find_note(g.tx, dossier, note_id)
    require_author(g.tx.actor, note)
    known = {"texte": read_note(g.tx, note), "classe": note.classe}
    return _page(dossier, known, note_id=note_id)


@blueprint.post("/<reference>/accompagnement/notes/<uuid:note_id>")
def create_note_correction(reference: str, note_id: UUID) -> ResponseReturnValue:
    dossier = open_journal(g.tx, reference)
    note = find_note(g.tx, dossier, note_id)
    text = request.form.get("texte", "")
    try:
        with g.tx.attempt():
            correct_note(g.tx, reference, note_id, text)
    except AnswersRefused as refusal:
        known = {"texte": text, "classe": note.classe}
        return _page(dossier, known, refusal.errors, note_id), 422
    flash("La note est corrigée ; ce qui était écrit reste lisible dessous.", "success")
    return _to_journal(reference)


@blueprint.post("/<reference>/accompagnement/notes/<uuid:note_id>/retrait")
def create_note_withdrawal(reference: str, note_id: UUID) -> ResponseReturnValue:
    dossier = open_journal(g.tx, reference)
    note = find_note(g.tx, dossier, note_id)
    reason = request.form.get("motif", "")
    try:
        with g.tx.attempt():
            withdraw_note(g.tx, reference, note_id, reason)
    except AnswersRefused as refusal:
        known = {"texte": read_note(g.tx, note), "classe": note.classe, "motif": reason}
        return _page(dossier, known, refusal.errors, note_id), 422
    flash("La note est retirée ; le journal dit quand et pourquoi.", "success")
    return _to_journal(reference)


def _classe(code: str) -> Classe:
    try:
        return Classe(code)
    except ValueError:
        raise BadRequest from None


def _to_journal(reference: str) -> ResponseReturnValue:
    return redirect(url_for("dossiers.show_journal", reference=reference))


def _page(
    dossier: Dossier,
    known: Mapping[str, str],
    errors: Mapping[str, Any] | None = None,
    note_id: UUID | None = None,
) -> str:
    return render_template(
        "journal_note.html",
        dossier=dossier,
        known=known,
        errors=errors or {},
        note_id=note_id,
        offered=classes_to_write(g.tx, dossier),
        max_text=MAX_TEXT,
        **words(),
    )
