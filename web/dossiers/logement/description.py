"""Describe a home on a page of its own: its address, and what no form asks."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, g, render_template, request
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused
from engine.suivi.dossiers.models import Dossier
from engine.suivi.logements.describe_logement import (
    FIELDS,
    TOLD,
    describe_logement,
    is_told,
    note_home,
)
from engine.suivi.logements.lieux import LogementLu, read_logement
from engine.suivi.logements.models import Logement
from engine.suivi.logements.rows import row_of
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.dossiers.logement import mots
from web.dossiers.logement.pages import Errors, back
from web.dossiers.room import blueprint

LABELS = {
    "adresse": "Adresse",
    "surface": "Surface",
    "annexes": "Loyer des annexes",
    "chauffage": "Chauffage",
    "reference": "Référence du logement",
    "commune": "Commune",
    "typologie": "Type",
    "loyer": "Loyer",
    "charges": "Charges",
    "mode": "À quel titre",
    "date_bail": "Date du bail",
}


@blueprint.get("/<reference>/logement/<uuid:logement_id>/description")
def edit_logement(reference: str, logement_id: UUID) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, Rubrique.LOGEMENT, write=True)
    found = read_logement(g.tx, row_of(g.tx, Logement, dossier, logement_id))
    return _page(dossier, found, _known(found))


@blueprint.post("/<reference>/logement/<uuid:logement_id>/description")
def update_logement(reference: str, logement_id: UUID) -> ResponseReturnValue:
    typed = _typed(*FIELDS, *TOLD)
    try:
        with g.tx.attempt():
            describe_logement(g.tx, reference, logement_id, typed)
    except AnswersRefused as refusal:
        dossier = open_rubrique(g.tx, reference, Rubrique.LOGEMENT, write=True)
        found = read_logement(g.tx, row_of(g.tx, Logement, dossier, logement_id))
        return _page(dossier, found, typed, refusal.errors), 422
    flash("Le logement est décrit.", "success")
    return back(reference, "occupation")


@blueprint.get("/<reference>/logement/occupation")
def new_occupation(reference: str) -> ResponseReturnValue:
    return _page(open_rubrique(g.tx, reference, Rubrique.LOGEMENT, write=True), None, {})


@blueprint.post("/<reference>/logement/occupation")
def create_occupation(reference: str) -> ResponseReturnValue:
    typed = _typed(*FIELDS, *TOLD, "mode", "date_bail")
    try:
        with g.tx.attempt():
            note_home(g.tx, reference, typed)
    except AnswersRefused as refusal:
        dossier = open_rubrique(g.tx, reference, Rubrique.LOGEMENT, write=True)
        return _page(dossier, None, typed, refusal.errors), 422
    flash("Le logement occupé est noté.", "success")
    return back(reference, "occupation")


def _typed(*names: str) -> dict[str, str]:
    return {name: request.form.get(name, "") for name in names}


def _known(found: LogementLu) -> dict[str, str]:
    """What is known already, as it would be typed."""
    row = found.row
    amounts = {name: getattr(row, name) for name in ("surface", "annexes", "loyer", "charges")}
    said = {name: "" if v is None else str(v).replace(".", ",") for name, v in amounts.items()}
    return {
        **said,
        "adresse": found.adresse,
        "reference": found.reference,
        "commune": found.commune,
        "typologie": row.typologie or "",
        "chauffage": row.chauffage or "",
    }


def _page(
    dossier: Dossier,
    found: LogementLu | None,
    valeurs: Mapping[str, str],
    erreurs: Errors | None = None,
) -> str:
    return render_template(
        "logement_description.html",
        dossier=dossier,
        logement=found,
        is_told=found is not None and is_told(g.tx, found.row),
        valeurs=valeurs,
        erreurs=erreurs or {},
        libelles=LABELS,
        mots=mots,
    )
