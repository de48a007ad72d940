"""The steps of the procedure that no event tells: noted, proved, or noted by mistake."""

from datetime import date
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.procedures.noter import cancel_step, note_step, prove_step
from engine.suivi.tableaux.cellules import read_day
from web.dossiers.dette.pages import Errors, dette_of, show_page
from web.dossiers.room import blueprint

FIELDS = ("type", "jour", "delai", "preuve")


@blueprint.post("/<reference>/dette/procedure")
def create_etape(reference: str) -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in FIELDS}
    try:
        note_step(
            g.tx, reference, typed["type"], _day(typed["jour"]), typed["delai"], typed["preuve"]
        )
    except AnswersRefused as refusal:
        return _refused(reference, typed, refusal.errors)
    flash("L’étape est notée.", "success")
    return _back(reference)


@blueprint.post("/<reference>/dette/procedure/<uuid:etape_id>/preuve")
def create_preuve(reference: str, etape_id: UUID) -> ResponseReturnValue:
    typed = request.form.get("preuve", "")
    try:
        prove_step(g.tx, reference, etape_id, typed)
    except AnswersRefused as refusal:
        told = {f"preuve-{etape_id}": refusal.errors["preuve"]}
        return _refused(reference, {f"preuve-{etape_id}": typed}, told)
    flash("La référence de la preuve est notée.", "success")
    return _back(reference)


@blueprint.post("/<reference>/dette/procedure/<uuid:etape_id>/annulation")
def create_annulation(reference: str, etape_id: UUID) -> ResponseReturnValue:
    etape = cancel_step(g.tx, reference, etape_id)
    told = "compte de nouveau" if etape.counts else "ne compte plus ; vous pouvez la rétablir"
    flash(f"L’étape {told}.", "success")
    return _back(reference)


def _refused(reference: str, typed: dict[str, str], errors: Errors) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, Rubrique.DETTE)
    return show_page(dossier, dette_of(dossier), typed=typed, errors=errors), 422


def _back(reference: str) -> ResponseReturnValue:
    return redirect(url_for("dossiers.show_dette", reference=reference, _anchor="procedure"))


def _day(text: str) -> date | None:
    return read_day(text.strip())
