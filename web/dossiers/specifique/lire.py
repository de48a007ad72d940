"""The volet at a glance, and the card of the safety plan, that nothing on it betrays."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from engine.core.errors import NotFound
from engine.suivi.partage.lire import may_write
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.violences.lire import read_volet
from web.dossiers.room import blueprint
from web.dossiers.specifique.mots import words

HERE = "/<reference>/accompagnement-specifique"


@blueprint.get(HERE)
def show_specifique(reference: str) -> ResponseReturnValue:
    volet = read_volet(g.tx, reference)
    return render_template(
        "specifique.html",
        dossier=volet.ouvert.dossier,
        volet=volet,
        contenu=volet.contenu,
        inscriptible=may_write(g.tx, Rubrique.VIOLENCES),
        **words(),
    )


@blueprint.get(f"{HERE}/carte")
def show_safety_card(reference: str) -> ResponseReturnValue:
    volet = read_volet(g.tx, reference)
    if volet.plan is None:
        raise NotFound(reference=reference)
    return render_template("specifique_carte.html", volet=volet, **words())
