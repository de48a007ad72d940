"""Ask for a longer measure, or give the request up; it is signed on « Arbitrages »."""

from uuid import UUID

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.derogations.ask import ask_derogation, require_asker
from engine.suivi.derogations.ask import withdraw_derogation as withdraw
from web.dossiers.room import blueprint
from web.dossiers.vie import mots
from web.dossiers.vie.champs import Champ, Formulaire

ASK = Formulaire(
    "Demander une dérogation de durée",
    "Le chef de service de la MDL et le pilote de XL Habitat signent chacun, sur la page "
    "« Arbitrages ». Les deux accords donnés, la date de fin change et les rappels suivent ; un "
    "refus clôt la demande.",
    (
        Champ("nouvelle_date", "Nouveau dernier jour", aide="Par exemple 31/03/2027."),
        Champ("motif", "Motif", "choix", mots.DEROGATIONS),
        Champ(
            "situation",
            "Situation",
            "texte",
            aide="L’essentiel, sans nom, adresse ni élément de santé.",
        ),
    ),
    "Demander",
    "La dérogation est demandée : les deux partenaires la signent sur « Arbitrages ».",
)


@blueprint.get("/<reference>/vie/derogations/nouvelle")
def new_derogation(reference: str) -> ResponseReturnValue:
    return ASK.ask(require_asker(g.tx, reference), {})


@blueprint.post("/<reference>/vie/derogations/nouvelle")
def create_derogation(reference: str) -> ResponseReturnValue:
    return ASK.send(reference, lambda sent: ask_derogation(g.tx, reference, sent))


@blueprint.post("/<reference>/vie/derogations/<uuid:row_id>/retrait")
def withdraw_derogation(reference: str, row_id: UUID) -> ResponseReturnValue:
    withdraw(g.tx, reference, row_id)
    flash("La demande est retirée.", "success")
    return redirect(url_for("dossiers.show_life", reference=reference))
