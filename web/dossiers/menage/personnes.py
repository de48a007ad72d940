"""A person comes, is corrected, leaves, or was written by mistake."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import NotFound
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.keep_personne import (
    add_personne,
    correct_personne,
    leave,
    put_back,
    withdraw,
)
from engine.suivi.menages.personnes import PersonneLue
from engine.suivi.menages.read import read_menage
from engine.suivi.partage.lire import may_write
from engine.suivi.partage.rubriques import Rubrique
from web.dossiers.menage.mots import typed_personne
from web.dossiers.menage.saisies import attempt, open_household, show, typed, version
from web.dossiers.room import blueprint

PERSONNE = "/<reference>/menage/personnes/<uuid:personne_id>"
Errors = Mapping[str, list[str]]


@blueprint.get("/<reference>/menage/personnes/nouveau")
def new_personne(reference: str) -> ResponseReturnValue:
    _find(reference)
    return _form(reference, None, {}, {})


@blueprint.post("/<reference>/menage/personnes/nouveau")
def create_personne(reference: str) -> ResponseReturnValue:
    _find(reference)
    errors = attempt(lambda: add_personne(g.tx, reference, typed()))
    if errors:
        return _form(reference, None, typed(), errors)
    flash("La personne est ajoutée au ménage.", "success")
    return _back(reference)


@blueprint.get(PERSONNE)
def show_personne(reference: str, personne_id: UUID) -> ResponseReturnValue:
    person = _person(reference, personne_id)
    return _form(reference, person, typed_personne(person), {})


@blueprint.post(PERSONNE)
def correct(reference: str, personne_id: UUID) -> ResponseReturnValue:
    person = _person(reference, personne_id)
    errors = attempt(lambda: correct_personne(g.tx, reference, personne_id, version(), typed()))
    if errors:
        return _form(reference, person, typed(), errors)
    flash(
        "La correction est enregistrée ; ce qui était noté avant reste à l’historique.", "success"
    )
    return _back(reference)


@blueprint.get(f"{PERSONNE}/depart")
def new_departure(reference: str, personne_id: UUID) -> ResponseReturnValue:
    return _departure(reference, _person(reference, personne_id), {}, {})


@blueprint.post(f"{PERSONNE}/depart")
def create_departure(reference: str, personne_id: UUID) -> ResponseReturnValue:
    person = _person(reference, personne_id)
    errors = attempt(lambda: leave(g.tx, reference, personne_id, typed()))
    if errors:
        return _departure(reference, person, typed(), errors)
    flash("Le départ est noté ; « Corriger » permet de revenir dessus.", "success")
    return _back(reference)


@blueprint.post(f"{PERSONNE}/retrait")
def create_withdrawal(reference: str, personne_id: UUID) -> ResponseReturnValue:
    withdraw(g.tx, reference, personne_id)
    flash(
        "La personne est retirée de la composition ; l’historique permet de la remettre.", "success"
    )
    return _back(reference)


@blueprint.post(f"{PERSONNE}/remise")
def undo_withdrawal(reference: str, personne_id: UUID) -> ResponseReturnValue:
    put_back(g.tx, reference, personne_id)
    flash("La personne est remise dans la composition.", "success")
    return _back(reference)


def _find(reference: str) -> Dossier:
    return open_household(reference, Rubrique.COMPOSITION)


def _person(reference: str, personne_id: UUID) -> PersonneLue:
    menage = read_menage(g.tx, _find(reference))
    for person in menage.personnes if menage else ():
        if person.id == personne_id:
            return person
    raise NotFound(personne_id=personne_id)


def _form(
    reference: str, person: PersonneLue | None, values: Mapping[str, str], errors: Errors
) -> ResponseReturnValue:
    return show(
        "menage_personne.html",
        values,
        errors,
        reference=reference,
        personne=person,
        avec_protection=may_write(g.tx, Rubrique.BUDGET),
    )


def _departure(
    reference: str, person: PersonneLue, values: Mapping[str, str], errors: Errors
) -> ResponseReturnValue:
    return show("menage_depart.html", values, errors, reference=reference, personne=person)


def _back(reference: str) -> ResponseReturnValue:
    return redirect(url_for("dossiers.show_menage", reference=reference))
