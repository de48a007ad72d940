"""Note an objective and what each one does for it; correct them, take one away, put it back."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused
from engine.core.sealed import unseal
from engine.suivi.projets.keep_action import add_action, correct_action, withdraw_action
from engine.suivi.projets.keep_objectif import (
    keep_objectif,
    put_back_objectif,
    withdraw_objectif,
)
from engine.suivi.projets.opening import find_action, find_objectif, open_projet
from web.dossiers.accompagnement.champs import Typed, typed
from web.dossiers.projet.champs import action_typed, objectif_typed
from web.dossiers.projet.pages import back, form_page
from web.dossiers.room import blueprint

OBJECTIFS = "/<reference>/projet/objectifs"
OBJECTIF = f"{OBJECTIFS}/<uuid:objectif_id>"
ACTION = "/<reference>/projet/actions/<uuid:action_id>"
Errors = Mapping[str, list[str]]


@blueprint.get(OBJECTIFS)
def new_objectif(reference: str) -> ResponseReturnValue:
    open_projet(g.tx, reference)
    return _objectif(reference, Typed({"statut": "A_FAIRE"}))


@blueprint.post(OBJECTIFS)
def create_objectif(reference: str) -> ResponseReturnValue:
    form = typed()
    try:
        with g.tx.attempt():
            kept = keep_objectif(g.tx, reference, objectif_typed(form))
    except AnswersRefused as refusal:
        return _objectif(reference, form, refusal.errors), 422
    flash("L’objectif est noté. Dites ce que chacun fait pour l’atteindre.", "success")
    return redirect(url_for("dossiers.new_action", reference=reference, objectif_id=kept.id))


@blueprint.get(OBJECTIF)
def edit_objectif(reference: str, objectif_id: UUID) -> ResponseReturnValue:
    row = find_objectif(g.tx, open_projet(g.tx, reference), objectif_id)
    texts = unseal(g.tx, "objectif", row.id, row.corps)
    known = Typed({**texts, "theme": row.theme, "statut": row.statut})
    known["echeance"] = row.echeance.isoformat() if row.echeance else ""
    return _objectif(reference, known, objectif_id=objectif_id)


@blueprint.post(OBJECTIF)
def create_objectif_correction(reference: str, objectif_id: UUID) -> ResponseReturnValue:
    form = typed()
    try:
        with g.tx.attempt():
            keep_objectif(g.tx, reference, objectif_typed(form), objectif_id)
    except AnswersRefused as refusal:
        return _objectif(reference, form, refusal.errors, objectif_id), 422
    flash("L’objectif est corrigé. Une version déjà préparée garde ce qu’elle dit.", "success")
    return back(reference, f"objectif-{objectif_id}")


@blueprint.post(f"{OBJECTIF}/retrait")
def create_objectif_withdrawal(reference: str, objectif_id: UUID) -> ResponseReturnValue:
    withdraw_objectif(g.tx, reference, objectif_id)
    return form_page("projet_retire.html", reference, objectif_id=objectif_id)


@blueprint.post(f"{OBJECTIF}/remise")
def undo_objectif_withdrawal(reference: str, objectif_id: UUID) -> ResponseReturnValue:
    put_back_objectif(g.tx, reference, objectif_id)
    flash("L’objectif est remis, avec ce que chacun fait.", "success")
    return back(reference, f"objectif-{objectif_id}")


@blueprint.get(f"{OBJECTIF}/actions")
def new_action(reference: str, objectif_id: UUID) -> ResponseReturnValue:
    find_objectif(g.tx, open_projet(g.tx, reference), objectif_id)
    return _action(reference, objectif_id, Typed({"statut": "PLANIFIEE"}))


@blueprint.post(f"{OBJECTIF}/actions")
def create_action(reference: str, objectif_id: UUID) -> ResponseReturnValue:
    form = typed()
    try:
        with g.tx.attempt():
            add_action(g.tx, reference, objectif_id, action_typed(form))
    except AnswersRefused as refusal:
        return _action(reference, objectif_id, form, refusal.errors), 422
    flash("L’action est notée.", "success")
    if "autre" in form:
        return redirect(
            url_for("dossiers.new_action", reference=reference, objectif_id=objectif_id)
        )
    return back(reference, f"objectif-{objectif_id}")


@blueprint.get(ACTION)
def edit_action(reference: str, action_id: UUID) -> ResponseReturnValue:
    row = find_action(g.tx, open_projet(g.tx, reference), action_id)
    known = Typed(unseal(g.tx, "action_projet", row.id, row.corps))
    known.update({"responsable": row.responsable, "statut": row.statut})
    known["echeance"] = row.echeance.isoformat() if row.echeance else ""
    return _action(reference, row.objectif_id, known, action_id=action_id)


@blueprint.post(ACTION)
def create_action_correction(reference: str, action_id: UUID) -> ResponseReturnValue:
    form = typed()
    row = find_action(g.tx, open_projet(g.tx, reference), action_id)
    try:
        with g.tx.attempt():
            correct_action(g.tx, reference, action_id, action_typed(form))
    except AnswersRefused as refusal:
        return _action(reference, row.objectif_id, form, refusal.errors, action_id), 422
    flash("L’action est corrigée.", "success")
    return back(reference, f"objectif-{row.objectif_id}")


@blueprint.post(f"{ACTION}/retrait")
def create_action_withdrawal(reference: str, action_id: UUID) -> ResponseReturnValue:
    row = withdraw_action(g.tx, reference, action_id)
    flash("L’action est retirée.", "success")
    return back(reference, f"objectif-{row.objectif_id}")


def _objectif(
    reference: str, form: Typed, errors: Errors | None = None, objectif_id: UUID | None = None
) -> str:
    about = {"form": form, "errors": errors or {}, "objectif_id": objectif_id}
    return form_page("projet_objectif.html", reference, **about)


def _action(
    reference: str,
    objectif_id: UUID,
    form: Typed,
    errors: Errors | None = None,
    action_id: UUID | None = None,
) -> str:
    about = {"form": form, "errors": errors or {}, "action_id": action_id}
    return form_page("projet_action.html", reference, objectif_id=objectif_id, **about)
