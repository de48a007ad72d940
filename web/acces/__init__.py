"""Accès: ask for four hours of a restricted file; read again who has; who reads what."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.partage.demander import ask_access, may_ask
from engine.suivi.partage.lectures import DPO, read_all
from engine.suivi.partage.relire import may_reread, read_accesses, review_access
from web.acces.mots import AVIS
from web.acces.visites import by_visit

blueprint = Blueprint("acces", __name__, url_prefix="/acces")
NOTHING = (
    "Aucun accès n’est ouvert : cette référence n’existe pas, ou vous n’êtes pas suppléant de "
    "ce dossier."
)


@blueprint.get("")
def index() -> ResponseReturnValue:
    """For the direction and the DPO: the accesses; for the DPO, the readings too."""
    return render_template(
        "acces.html",
        acces=read_accesses(g.tx),
        visites=by_visit(read_all(g.tx)) if DPO in g.tx.actor.groups else None,
        AVIS=AVIS,
    )


@blueprint.post("/<uuid:acces_id>/relecture")
def create_review(acces_id: UUID) -> ResponseReturnValue:
    try:
        review_access(g.tx, acces_id, request.form.get("avis", ""))
    except AnswersRefused as refusal:
        flash(refusal.errors["avis"][0], "warning")
    else:
        flash("Votre avis est noté.", "success")
    return redirect(url_for("acces.index"))


@blueprint.get("/demande")
def new() -> ResponseReturnValue:
    if not may_ask(g.tx):
        raise NotAllowed(person=str(g.tx.actor.id))
    return _page({}, {})


@blueprint.post("/demande")
def create() -> ResponseReturnValue:
    """The same answer for an absent reference and for a file that did not name the person."""
    reference = request.form.get("reference", "").strip()
    typed = {"reference": reference, "motif": request.form.get("motif", "")}
    try:
        with g.tx.attempt():
            ask_access(g.tx, reference, typed["motif"])
    except AnswersRefused as refusal:
        return _page(typed, refusal.errors), 422
    except NotFound:
        return _page(typed, {"reference": [NOTHING]}), 422
    flash("Le dossier vous est ouvert pour quatre heures. Le chef de service est prévenu.", "info")
    return redirect(url_for("dossiers.show", reference=reference))


def _page(typed: dict[str, str], errors: dict[str, list[str]]) -> str:
    return render_template(
        "acces_demande.html", valeurs=typed, erreurs=errors, relit=may_reread(g.tx)
    )
