"""What no task asks about a home: seen, the préfet told, the end of a period, the lease slid."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, g, request
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused
from engine.suivi.logements.slide_bail import slide_bail
from engine.suivi.logements.tell_prefet import move_echeance, tell_prefet
from engine.suivi.logements.visit_proposition import unvisit_proposition, visit_proposition
from web.dossiers.logement.pages import back, refused
from web.dossiers.room import blueprint


@blueprint.post("/<reference>/logement/propositions/<uuid:row_id>/visite")
def create_visite_logement(reference: str, row_id: UUID) -> ResponseReturnValue:
    return _told(
        reference, row_id, "visitee", visit_proposition, "La visite est notée.", "recherche"
    )


@blueprint.post("/<reference>/logement/propositions/<uuid:row_id>/annulation")
def create_annulation_visite(reference: str, row_id: UUID) -> ResponseReturnValue:
    unvisit_proposition(g.tx, reference, row_id)
    flash("La visite n’est plus notée.", "success")
    return back(reference, "recherche")


@blueprint.post("/<reference>/logement/examens/<uuid:row_id>/prefet")
def create_prefet(reference: str, row_id: UUID) -> ResponseReturnValue:
    said = "L’information du préfet est notée."
    return _told(reference, row_id, "prefet", tell_prefet, said, "occupation")


@blueprint.post("/<reference>/logement/examens/<uuid:row_id>/echeance")
def create_echeance(reference: str, row_id: UUID) -> ResponseReturnValue:
    said = "La fin de la période est changée."
    return _told(reference, row_id, "echeance", move_echeance, said, "occupation")


@blueprint.post("/<reference>/logement/occupations/<uuid:row_id>/glissement")
def create_glissement(reference: str, row_id: UUID) -> ResponseReturnValue:
    said = "Le glissement du bail est noté."
    return _told(reference, row_id, "glisse", slide_bail, said, "occupation")


def _told(
    reference: str,
    row_id: UUID,
    field: str,
    act: Callable[..., Any],
    sentence: str,
    anchor: str,
) -> ResponseReturnValue:
    """Do what one field says; refused, the page comes back with it."""
    typed, name = request.form.get(field, ""), f"{field}-{row_id}"
    try:
        with g.tx.attempt():
            act(g.tx, reference, row_id, typed)
    except AnswersRefused as refusal:
        told = {name: [one for said in refusal.errors.values() for one in said]}
        return refused(reference, {name: typed}, told)
    flash(sentence if typed.strip() or field == "visitee" else "C’est annulé.", "success")
    return back(reference, anchor)
