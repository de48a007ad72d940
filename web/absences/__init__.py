"""Absences: one's own and, for a chef, those of one's people; who stands in."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.referents.enter_absence import (
    end_absence,
    enter_absence,
    may_enter_for,
    possible_replacements,
)
from engine.suivi.referents.read_absences import AbsenceLue, read_absences, replaced_by_me
from web.dossiers.menage.saisies import attempt, show, typed

blueprint = Blueprint("absences", __name__, url_prefix="/absences")


@blueprint.get("")
def index() -> ResponseReturnValue:
    return _page({}, {})


@blueprint.post("")
def create() -> ResponseReturnValue:
    sent = typed()
    errors = attempt(lambda: enter_absence(g.tx, sent))
    if errors:
        return _page(sent, errors)
    flash("L’absence est notée. Elle commence et finit seule.", "success")
    return redirect(url_for("absences.index"))


@blueprint.post("/<uuid:absence_id>/fin")
def destroy(absence_id: UUID) -> ResponseReturnValue:
    end_absence(g.tx, absence_id)
    flash("L’absence est finie : les tâches confiées sont revenues.", "success")
    return redirect(url_for("absences.index"))


def stands_in() -> list[AbsenceLue]:
    """For whom the signed-in person stands in today."""
    return list(replaced_by_me(g.tx))


blueprint.add_app_template_global(stands_in, "remplace")


def _page(values: Mapping[str, str], errors: Mapping[str, list[str]]) -> ResponseReturnValue:
    whose = {str(person): name for person, name in may_enter_for(g.tx)}
    asked = values.get("person") or request.args.get("pour") or ""
    person = asked if asked in whose else str(g.tx.actor.id)
    others = {str(one): name for one, name in possible_replacements(g.tx, UUID(person))}
    return show(
        "absences.html",
        {**values, "person": person},
        errors,
        personnes=whose,
        remplacants=others,
        absences=read_absences(g.tx),
    )
