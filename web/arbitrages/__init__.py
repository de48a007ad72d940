"""Arbitrages: what both partners must decide, on one page; exemptions are signed there too."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.arbitrages.read import READERS, is_late, read_arbitrages
from engine.suivi.derogations.ask import is_open
from engine.suivi.derogations.sign import SIGNERS, read_derogations, sign_derogation
from engine.suivi.dossiers.places import places_left
from web.arbitrages import mots
from web.display import actor

blueprint = Blueprint("arbitrages", __name__, url_prefix="/arbitrages")
DONE = {
    "ACCORDEE": "Les deux partenaires ont signé : la date de fin a changé, les rappels suivent.",
    "REFUSEE": "Le refus clôt la demande.",
    "DEMANDEE": "Votre accord est signé ; il manque celui du partenaire.",
}


@blueprint.get("")
def show() -> ResponseReturnValue:
    found = read_arbitrages(g.tx)
    return render_template(
        "arbitrages.html",
        attendus=found,
        total=sum(map(len, found.values())),
        is_late=lambda read: is_late(g.tx, read),
        places=places_left(g.tx),
        derogations=read_derogations(g.tx) if SIGNERS.keys() & g.tx.actor.groups else [],
        is_derogation_open=is_open(g.tx),
        mots=mots,
    )


@blueprint.post("/derogations/<uuid:row_id>/signature")
def create_signature(row_id: UUID) -> ResponseReturnValue:
    row = sign_derogation(g.tx, row_id, accepts=request.form.get("accord") == "OUI")
    flash(DONE[row.statut], "success")
    return redirect(url_for("arbitrages.show"))


def reads() -> bool:
    """Whether the menu offers the page to the signed-in person."""
    person = actor()
    return person is not None and bool(READERS & person.groups)


blueprint.add_app_template_global(reads, "arbitre")
