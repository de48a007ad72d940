"""Keep an objective of the household, correct one, take one away that was written by mistake."""

from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain
from engine.suivi.dossiers.models import Dossier
from engine.suivi.projets.given import ObjectifGiven, objectif_problems
from engine.suivi.projets.models import Action, Objectif
from engine.suivi.projets.opening import actions_of, find_objectif, objectifs_of, open_projet


def keep_objectif(
    tx: Transaction, reference: str, given: ObjectifGiven, objectif_id: UUID | None = None
) -> Objectif:
    """A new objective, or another wording, day or status of one.

    AnswersRefused tells each field's problem. A signed version keeps what it says.
    """
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    known = find_objectif(tx, dossier, objectif_id) if objectif_id else None
    errors = objectif_problems(tx, given)
    if errors:
        raise AnswersRefused(errors=errors)
    if known is None:
        kept = add_objectif(tx, dossier, given, len(objectifs_of(tx, dossier)) + 1)
        record(tx, instance, dossier.circle_id, "objectif:added", kept.id)
        return kept
    known.theme, known.echeance = given.theme, given.echeance
    if known.statut != given.statut:
        known.statut, known.statut_le = given.statut, tx.now
    known.corps = seal(tx, "objectif", known.id, texts(given))
    record(tx, instance, dossier.circle_id, "objectif:corrected", known.id)
    return known


def withdraw_objectif(tx: Transaction, reference: str, objectif_id: UUID) -> Objectif:
    """It was written by mistake: it and what is done for it are shown no more."""
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    objectif = find_objectif(tx, dossier, objectif_id)
    objectif.retire_le = tx.now
    for action in actions_of(tx, dossier):
        if action.objectif_id == objectif.id:
            action.retire_le = tx.now
    record(tx, instance, dossier.circle_id, "objectif:withdrawn", objectif.id)
    return objectif


def put_back_objectif(tx: Transaction, reference: str, objectif_id: UUID) -> Objectif | None:
    """What was taken away is shown again, with what was taken away at the same moment."""
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    objectif = tx.session.get(Objectif, objectif_id)
    if objectif is None or objectif.dossier_id != dossier.id or objectif.retire_le is None:
        return None
    gone = objectif.retire_le
    objectif.retire_le = None
    mine = (Action.objectif_id == objectif.id, Action.retire_le == gone)
    for action in tx.session.scalars(select(Action).where(*mine)):
        action.retire_le = None
    record(tx, instance, dossier.circle_id, "objectif:put_back", objectif.id)
    return objectif


def add_objectif(tx: Transaction, dossier: Dossier, given: ObjectifGiven, rang: int) -> Objectif:
    """The row of an objective that was found sound."""
    objectif_id = uuid4()
    kept = Objectif(
        id=objectif_id,
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        auteur_id=tx.actor.id,
        ecrit_le=tx.now,
        rang=rang,
        theme=given.theme,
        statut=given.statut,
        statut_le=tx.now,
        echeance=given.echeance,
        corps=seal(tx, "objectif", objectif_id, texts(given)),
    )
    tx.session.add(kept)
    return kept


def texts(given: ObjectifGiven) -> dict[str, str]:
    """What is sealed of it."""
    return {"libelle": given.libelle.strip(), "cible": given.cible.strip()}
