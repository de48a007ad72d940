"""Ressources et charges on one day: noted, corrected. For the MDL alone."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import NotFound
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.read import read_menage
from engine.suivi.menages.situations import (
    MOST_LINES,
    SituationLue,
    correct_situation,
    lines,
    read_situations,
    record_situation,
)
from engine.suivi.partage.rubriques import Rubrique
from web.display import today
from web.dossiers.menage.mots import typed_day
from web.dossiers.menage.saisies import attempt, open_household, show, typed, version
from web.dossiers.room import blueprint

SITUATION = "/<reference>/menage/situations/<uuid:situation_id>"
FREE_LINES, MORE_LINES = 3, 4


@blueprint.get("/<reference>/menage/situations/nouveau")
def new_situation(reference: str) -> ResponseReturnValue:
    """The last one is what the new one begins with: little has changed since."""
    dossier = _find(reference)
    known = read_situations(g.tx, dossier)
    values = _typed(known[0]) if known else {}
    return _form(dossier, None, {**values, "au": typed_day(today())}, {})


@blueprint.post("/<reference>/menage/situations/nouveau")
def create_situation(reference: str) -> ResponseReturnValue:
    dossier = _find(reference)
    if "lignes" in request.form:
        return _form(dossier, None, typed(), {}, MORE_LINES)
    errors = attempt(lambda: record_situation(g.tx, reference, typed()))
    if errors:
        return _form(dossier, None, typed(), errors)
    flash("Les ressources et les charges sont notées.", "success")
    return redirect(url_for("dossiers.show_menage", reference=reference))


@blueprint.get(SITUATION)
def show_situation(reference: str, situation_id: UUID) -> ResponseReturnValue:
    dossier = _find(reference)
    situation = _one(dossier, situation_id)
    return _form(dossier, situation, _typed(situation), {})


@blueprint.post(SITUATION)
def change_situation(reference: str, situation_id: UUID) -> ResponseReturnValue:
    dossier = _find(reference)
    situation = _one(dossier, situation_id)
    if "lignes" in request.form:
        return _form(dossier, situation, typed(), {}, MORE_LINES)
    errors = attempt(lambda: correct_situation(g.tx, reference, situation.id, version(), typed()))
    if errors:
        return _form(dossier, situation, typed(), errors)
    flash(
        "La correction est enregistrée ; ce qui était noté avant reste à l’historique.", "success"
    )
    return redirect(url_for("dossiers.show_menage", reference=reference))


def _find(reference: str) -> Dossier:
    return open_household(reference, Rubrique.BUDGET)


def _one(dossier: Dossier, situation_id: UUID) -> SituationLue:
    for situation in read_situations(g.tx, dossier):
        if situation.id == situation_id:
            return situation
    raise NotFound(situation_id=situation_id)


def _form(
    dossier: Dossier,
    situation: SituationLue | None,
    values: Mapping[str, str],
    errors: Mapping[str, list[str]],
    more: int = 0,
) -> ResponseReturnValue:
    menage = read_menage(g.tx, dossier)
    sent = len(lines(values))
    filled = sum(bool(values.get(f"ressource_montant_{n}")) for n in range(sent))
    count = max(sent + more, filled + FREE_LINES) if more or not errors else max(sent, 1)
    people = menage.personnes if menage else ()
    return show(
        "menage_situation.html",
        values,
        errors,
        reference=dossier.reference,
        situation=situation,
        lignes=range(min(count, MOST_LINES)),
        personnes={str(person.id): person.appel for person in people},
    )


def _typed(situation: SituationLue) -> dict[str, str]:
    """A situation as the form would have sent it."""
    values = {"au": typed_day(situation.au), "aide": _amount(situation.aide)}
    values |= {f"charge_{code}": _amount(amount) for code, amount in situation.charges.items()}
    for n, line in enumerate(situation.ressources):
        values[f"ressource_type_{n}"] = line.type
        values[f"ressource_personne_{n}"] = str(line.personne_id or "")
        values[f"ressource_montant_{n}"] = _amount(line.montant)
    return values


def _amount(amount: object) -> str:
    return str(amount).replace(".", ",")
