"""A way to reach the household: noted, corrected."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import NotFound
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.coordonnees import (
    BAILLEUR,
    CoordonneeLue,
    add_coordonnee,
    correct_coordonnee,
    read_coordonnees,
)
from engine.suivi.menages.read import read_menage
from engine.suivi.partage.rubriques import Rubrique
from web.dossiers.menage.mots import typed_coordonnee
from web.dossiers.menage.saisies import attempt, open_household, show, typed, version
from web.dossiers.room import blueprint

COORDONNEE = "/<reference>/menage/coordonnees/<uuid:coordonnee_id>"


@blueprint.get("/<reference>/menage/coordonnees/nouveau")
def new_coordonnee(reference: str) -> ResponseReturnValue:
    return _form(_find(reference), None, {}, {})


@blueprint.post("/<reference>/menage/coordonnees/nouveau")
def create_coordonnee(reference: str) -> ResponseReturnValue:
    dossier = _find(reference)
    errors = attempt(lambda: add_coordonnee(g.tx, reference, typed()))
    if errors:
        return _form(dossier, None, typed(), errors)
    flash("La coordonnée est notée.", "success")
    return redirect(url_for("dossiers.show_menage", reference=reference))


@blueprint.get(COORDONNEE)
def show_coordonnee(reference: str, coordonnee_id: UUID) -> ResponseReturnValue:
    dossier = _find(reference)
    one = _one(dossier, coordonnee_id)
    return _form(dossier, one, typed_coordonnee(one), {})


@blueprint.post(COORDONNEE)
def change_coordonnee(reference: str, coordonnee_id: UUID) -> ResponseReturnValue:
    dossier = _find(reference)
    one = _one(dossier, coordonnee_id)
    errors = attempt(lambda: correct_coordonnee(g.tx, reference, one.id, version(), typed()))
    if errors:
        return _form(dossier, one, typed(), errors)
    flash(
        "La correction est enregistrée ; ce qui était noté avant reste à l’historique.", "success"
    )
    return redirect(url_for("dossiers.show_menage", reference=reference))


def _find(reference: str) -> Dossier:
    return open_household(reference, Rubrique.COORDONNEES)


def _one(dossier: Dossier, coordonnee_id: UUID) -> CoordonneeLue:
    for one in read_coordonnees(g.tx, dossier):
        if one.id == coordonnee_id:
            return one
    raise NotFound(coordonnee_id=coordonnee_id)


def _form(
    dossier: Dossier,
    one: CoordonneeLue | None,
    values: Mapping[str, str],
    errors: Mapping[str, list[str]],
) -> ResponseReturnValue:
    menage = read_menage(g.tx, dossier)
    people = menage.personnes if menage else ()
    return show(
        "menage_coordonnee.html",
        values,
        errors,
        reference=dossier.reference,
        coordonnee=one,
        personnes={str(person.id): person.appel for person in people},
        avec_protection=g.tx.actor.organisation != BAILLEUR,
    )
