"""Hébergements: the MDL's list of hosted people; those picked begin a repérage already filled."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.hebergements.begin import forget_retenu, read_retenus
from engine.suivi.hebergements.colonnes import COLONNES, MODELE
from engine.suivi.hebergements.importer import (
    confirm_import,
    drop_import,
    last_imports,
    look_at_import,
    preview_import,
)
from engine.suivi.tableaux.texte import FichierRefuse
from web.tableaux import MOST_TOLD, model, preview_sent, sentences

blueprint = Blueprint("hebergements", __name__, url_prefix="/hebergements")
VANISHED = ", dont rien n’est gardé"
ORIGINES = {
    "CHRS": "CHRS",
    "RESIDENCE_SOCIALE": "Résidence sociale",
    "AUTRE_STRUCTURE_MDL": "Autre structure de la MDL",
}


@blueprint.get("")
def index() -> ResponseReturnValue:
    return _page()


@blueprint.post("/import")
def create() -> ResponseReturnValue:
    try:
        import_id = preview_sent(preview_import)
    except FichierRefuse as refusal:
        return _page(refusal.raison), 422
    return redirect(url_for("hebergements.show", import_id=import_id))


@blueprint.get("/import/<uuid:import_id>")
def show(import_id: UUID) -> ResponseReturnValue:
    apercu = look_at_import(g.tx, import_id)
    return render_template(
        "hebergements_apercu.html", apercu=apercu, ORIGINES=ORIGINES, MOST_TOLD=MOST_TOLD
    )


@blueprint.post("/import/<uuid:import_id>/choix")
def create_choice(import_id: UUID) -> ResponseReturnValue:
    picked = {int(text) for text in request.form.getlist("retenir") if text.isdecimal()}
    flash(told(confirm_import(g.tx, import_id, picked)), "success")
    return redirect(url_for("hebergements.index"))


@blueprint.post("/import/<uuid:import_id>/abandon")
def create_abandon(import_id: UUID) -> ResponseReturnValue:
    drop_import(g.tx, import_id)
    flash("Personne n’a été retenu, et rien du fichier n’est gardé.", "success")
    return redirect(url_for("hebergements.index"))


@blueprint.post("/<uuid:row_id>/retrait")
def destroy(row_id: UUID) -> ResponseReturnValue:
    forget_retenu(g.tx, row_id)
    flash("Ce ménage n’est plus retenu ; rien n’en est gardé.", "success")
    return redirect(url_for("hebergements.index"))


@blueprint.get("/modele")
def show_model() -> ResponseReturnValue:
    return model(MODELE, "heberges-modele.csv")


def told(counts: dict[str, int]) -> str:
    """« 2 ménages retenus, 1 mis à jour. 38 autres, dont rien n’est gardé. »"""
    done = [
        (counts["retenus"], "ménage retenu", "ménages retenus"),
        (counts["mis_a_jour"], "mis à jour", "mis à jour"),
        (counts["identiques"], "déjà connu, inchangé", "déjà connus, inchangés"),
    ]
    rest = [
        (counts["laisses"], f"autre{VANISHED}", f"autres{VANISHED}"),
        (counts["fausses"], "ligne fausse", "lignes fausses"),
    ]
    return sentences(done, rest, "Aucun ménage retenu")


def _page(refus: str = "") -> str:
    return render_template(
        "hebergements.html",
        refus=refus,
        retenus=read_retenus(g.tx),
        imports=last_imports(g.tx),
        told=told,
        colonnes=COLONNES,
        ORIGINES=ORIGINES,
    )
