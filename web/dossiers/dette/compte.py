"""The tenant's account of a dossier: linked, then unlinked, by the intervenant social."""

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused
from engine.suivi.dettes.relier import delier_compte, relier_compte
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.dossiers.dette.pages import dette_of, show_page
from web.dossiers.room import blueprint


@blueprint.post("/<reference>/dette/compte")
def create_lien(reference: str) -> ResponseReturnValue:
    typed = request.form.get("reference", "")
    try:
        relier_compte(g.tx, reference, typed)
    except AnswersRefused as refusal:
        dossier = open_rubrique(g.tx, reference, Rubrique.DETTE)
        return show_page(
            dossier, dette_of(dossier), typed={"reference": typed}, errors=refusal.errors
        ), 422
    flash("Le compte est relié : il arrivera au prochain import.", "success")
    return redirect(url_for("dossiers.show_dette", reference=reference))


@blueprint.post("/<reference>/dette/compte/retrait")
def create_retrait(reference: str) -> ResponseReturnValue:
    delier_compte(g.tx, reference)
    flash("Le compte n’est plus relié ; ce qui en avait été importé est effacé.", "success")
    return redirect(url_for("dossiers.show_dette", reference=reference))
