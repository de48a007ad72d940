"""Keep what somebody does for an objective, correct it, take away what was a mistake."""

from uuid import UUID, uuid4

from sqlalchemy import func, select

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain
from engine.suivi.projets.given import ActionGiven, action_problems
from engine.suivi.projets.models import Action, Objectif
from engine.suivi.projets.opening import find_action, find_objectif, open_projet


def add_action(tx: Transaction, reference: str, objectif_id: UUID, given: ActionGiven) -> Action:
    """One more action for that objective; AnswersRefused tells each field's problem."""
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    objectif = find_objectif(tx, dossier, objectif_id)
    _check(tx, given)
    action = write_action(tx, objectif, given)
    record(tx, instance, dossier.circle_id, "action:added", action.id)
    return action


def correct_action(tx: Transaction, reference: str, action_id: UUID, given: ActionGiven) -> Action:
    """Another wording, day, person or status of an action."""
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    action = find_action(tx, dossier, action_id)
    _check(tx, given)
    action.responsable, action.echeance = given.responsable, given.echeance
    if action.statut != given.statut:
        action.statut, action.statut_le = given.statut, tx.now
    action.corps = seal(tx, "action_projet", action.id, {"libelle": given.libelle.strip()})
    record(tx, instance, dossier.circle_id, "action:corrected", action.id)
    return action


def withdraw_action(tx: Transaction, reference: str, action_id: UUID) -> Action:
    """It was written by mistake: it is shown no more."""
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    action = find_action(tx, dossier, action_id)
    action.retire_le = tx.now
    record(tx, instance, dossier.circle_id, "action:withdrawn", action.id)
    return action


def write_action(tx: Transaction, objectif: Objectif, given: ActionGiven) -> Action:
    """The row of an action that was found sound."""
    action_id = uuid4()
    action = Action(
        id=action_id,
        dossier_id=objectif.dossier_id,
        circle_id=objectif.circle_id,
        auteur_id=tx.actor.id,
        ecrit_le=tx.now,
        objectif_id=objectif.id,
        rang=1 + _written(tx, objectif),
        responsable=given.responsable,
        statut=given.statut,
        statut_le=tx.now,
        echeance=given.echeance,
        corps=seal(tx, "action_projet", action_id, {"libelle": given.libelle.strip()}),
    )
    tx.session.add(action)
    tx.session.flush()
    return action


def _written(tx: Transaction, objectif: Objectif) -> int:
    """How many actions it has had, withdrawn ones too."""
    mine = select(func.count()).where(Action.objectif_id == objectif.id)
    return tx.session.scalar(mine) or 0


def _check(tx: Transaction, given: ActionGiven) -> None:
    errors = action_problems(tx, given)
    if errors:
        raise AnswersRefused(errors=errors)
