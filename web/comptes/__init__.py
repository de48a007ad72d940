"""Comptes: the landlord's file imported in two steps, a preview then a confirmation."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.core import clock
from engine.suivi.dettes.importer.colonnes import COLONNES, MODELE
from engine.suivi.dettes.importer.importer import (
    LignesFausses,
    confirm_import,
    drop_import,
    last_imports,
    look_at_import,
    preview_import,
)
from engine.suivi.tableaux.texte import FichierRefuse
from web.tableaux import MOST_TOLD, model, preview_sent, sentences

blueprint = Blueprint("comptes", __name__, url_prefix="/comptes")
ALL_OR_NOTHING = "tout"
OTHERS = "lignes d’autres locataires, non gardées"


@blueprint.get("/import")
def new() -> ResponseReturnValue:
    return _page()


@blueprint.post("/import")
def create() -> ResponseReturnValue:
    try:
        import_id = preview_sent(preview_import)
    except FichierRefuse as refusal:
        return _page(refusal.raison), 422
    return redirect(url_for("comptes.show", import_id=import_id))


@blueprint.get("/import/<uuid:import_id>")
def show(import_id: UUID) -> ResponseReturnValue:
    return _preview(import_id)


@blueprint.post("/import/<uuid:import_id>/confirmation")
def create_confirmation(import_id: UUID) -> ResponseReturnValue:
    start = clock.stopwatch()
    try:
        with g.tx.attempt():
            is_all = request.form.get("mode") == ALL_OR_NOTHING
            counts = confirm_import(g.tx, import_id, all_or_nothing=is_all)
    except LignesFausses:
        refus = "Des lignes sont fausses : corrigez le fichier, ou importez les autres lignes."
        return _preview(import_id, refus), 422
    seconds = f"{clock.stopwatch() - start:.1f}".replace(".", ",")
    flash(f"{told(counts)} Enregistré en {seconds} s.", "success")
    return redirect(url_for("comptes.new"))


@blueprint.post("/import/<uuid:import_id>/abandon")
def create_abandon(import_id: UUID) -> ResponseReturnValue:
    drop_import(g.tx, import_id)
    flash("Rien n’a été importé, et rien du fichier n’est gardé.", "success")
    return redirect(url_for("comptes.new"))


@blueprint.get("/modele")
def show_model() -> ResponseReturnValue:
    return model(MODELE, "comptes-modele.csv")


def told(counts: dict[str, int]) -> str:
    """« 4 comptes nouveaux, 1 mis à jour. 3 lignes d’autres locataires, non gardées. »"""
    done = [
        (counts["nouveaux"], "compte nouveau", "comptes nouveaux"),
        (counts["mis_a_jour"], "mis à jour", "mis à jour"),
        (counts["identiques"], "identique, inchangé", "identiques, inchangés"),
    ]
    rest = [
        (counts["ignorees"], "ligne d’un autre locataire, non gardée", OTHERS),
        (counts["refusees"], "ligne fausse", "lignes fausses"),
    ]
    return sentences(done, rest, "Aucun compte reconnu")


def _page(refus: str = "") -> str:
    return render_template(
        "comptes.html", refus=refus, imports=last_imports(g.tx), told=told, colonnes=COLONNES
    )


def _preview(import_id: UUID, refus: str = "") -> str:
    apercu = look_at_import(g.tx, import_id)
    return render_template("comptes_apercu.html", apercu=apercu, refus=refus, MOST_TOLD=MOST_TOLD)
