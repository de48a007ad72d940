"""Fix a rendez-vous, change it, enter what became of it; mine over all my dossiers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.calendar import PARIS
from engine.core.errors import AnswersRefused, NotAllowed
from engine.suivi.accompagnement.codes import Statut
from engine.suivi.accompagnement.opening import SHARED
from engine.suivi.accompagnement.plan_rendez_vous import (
    RendezVousPast,
    change_rendez_vous,
    plan_rendez_vous,
)
from engine.suivi.accompagnement.read_rendez_vous import my_rendez_vous, read_rendez_vous
from engine.suivi.accompagnement.settle_rendez_vous import settle_rendez_vous
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.find import names_of_references
from engine.suivi.partage.lire import open_rubrique
from web.dossiers.accompagnement.champs import Typed, rendez_vous_typed, typed
from web.dossiers.accompagnement.mots import words
from web.dossiers.room import blueprint


@blueprint.get("/rendez-vous")
def show_mine() -> ResponseReturnValue:
    coming, awaited = my_rendez_vous(g.tx)
    named = names_of_references(g.tx, (read.reference for read in [*coming, *awaited]))
    parts = {"coming": coming, "awaited": awaited, "noms": named, "Statut": Statut}
    return render_template("journal_mes_rendez_vous.html", **parts, **words())


@blueprint.get("/<reference>/rendez-vous")
def new_rendez_vous(reference: str) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, SHARED, write=True)
    return _page(dossier, Typed({"duree": "60", "lieu": "DOMICILE", "rappel": "AUCUN"}))


@blueprint.post("/<reference>/rendez-vous")
def create_rendez_vous(reference: str) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, SHARED, write=True)
    form = typed()
    try:
        with g.tx.attempt():
            plan_rendez_vous(g.tx, reference, rendez_vous_typed(form))
    except AnswersRefused as refusal:
        return _page(dossier, form, refusal.errors), 422
    flash("Le rendez-vous est fixé.", "success")
    return _to_journal(reference)


@blueprint.get("/<reference>/rendez-vous/<uuid:rendez_vous_id>")
def edit_rendez_vous(reference: str, rendez_vous_id: UUID) -> ResponseReturnValue:
    dossier, read = read_rendez_vous(g.tx, reference, rendez_vous_id)
    if not read.is_correctable:
        raise RendezVousPast if read.row.statut != Statut.PREVU else NotAllowed
    local = read.row.debut.astimezone(PARIS)
    known = {
        "jour": local.date().isoformat(),
        "heure": f"{local:%H:%M}",
        "duree": str(int((read.row.fin - read.row.debut).total_seconds()) // 60),
        "lieu": read.lieu,
        "precision": read.precision,
        "langue": read.langue,
        "rappel": read.row.rappel,
        **({"lieu_sensible": "oui"} if read.row.lieu_sensible else {}),
    }
    return _page(dossier, Typed(known), rendez_vous_id=rendez_vous_id)


@blueprint.post("/<reference>/rendez-vous/<uuid:rendez_vous_id>")
def create_rendez_vous_change(reference: str, rendez_vous_id: UUID) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, SHARED, write=True)
    form = typed()
    try:
        with g.tx.attempt():
            change_rendez_vous(g.tx, reference, rendez_vous_id, rendez_vous_typed(form))
    except AnswersRefused as refusal:
        return _page(dossier, form, refusal.errors, rendez_vous_id), 422
    flash("Le rendez-vous est changé. Prévenez le ménage.", "success")
    return _to_journal(reference)


@blueprint.post("/<reference>/rendez-vous/<uuid:rendez_vous_id>/presence")
def create_presence(reference: str, rendez_vous_id: UUID) -> ResponseReturnValue:
    statut = request.form.get("statut", "")
    try:
        with g.tx.attempt():
            settle_rendez_vous(g.tx, reference, rendez_vous_id, statut)
    except AnswersRefused as refusal:
        flash(refusal.errors["statut"][0], "warning")
        return _to_journal(reference)
    if statut == Statut.HONORE:
        flash("Noté : le rendez-vous a eu lieu. Rendez-en compte ici, il ne manque que le reste.")
        return redirect(
            url_for("dossiers.show_visit", reference=reference, rendez_vous=rendez_vous_id)
        )
    flash("Ce que le rendez-vous est devenu est noté.", "success")
    return _to_journal(reference)


def _to_journal(reference: str) -> ResponseReturnValue:
    return redirect(url_for("dossiers.show_journal", reference=reference))


def _page(
    dossier: Dossier,
    form: Typed,
    errors: Mapping[str, Any] | None = None,
    rendez_vous_id: UUID | None = None,
) -> str:
    _, referent = find_dossier(g.tx, dossier.reference)
    return render_template(
        "journal_rendez_vous.html",
        dossier=dossier,
        form=form,
        errors=errors or {},
        rendez_vous_id=rendez_vous_id,
        referent=referent if dossier.referent_id != g.tx.actor.id else None,
        **words(),
    )
