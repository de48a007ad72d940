"""Fix a rendez-vous with the household, or change one that is to come."""

from datetime import timedelta
from uuid import UUID, uuid4

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, EngineError, NotAllowed
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Statut
from engine.suivi.accompagnement.former import keep_former
from engine.suivi.accompagnement.given import RendezVousGiven, rendez_vous_problems
from engine.suivi.accompagnement.models import RendezVous
from engine.suivi.accompagnement.opening import (
    SHARED,
    find_rendez_vous,
    lock_chain,
    require_author,
)
from engine.suivi.dossiers.models import Dossier
from engine.suivi.partage.lire import open_rubrique


class RendezVousPast(EngineError):
    """The rendez-vous is settled already: another one is to be fixed."""

    code = "rendez_vous_past"


def plan_rendez_vous(tx: Transaction, reference: str, given: RendezVousGiven) -> RendezVous:
    """Keep a rendez-vous to come with the actor, or with the référent.

    The place and the language of the interpreter are sealed. AnswersRefused tells each field.
    """
    dossier = open_rubrique(tx, reference, SHARED, write=True)
    instance = lock_chain(tx, dossier)
    errors = rendez_vous_problems(tx, given)
    if errors:
        raise AnswersRefused(errors=errors)
    planned = add_rendez_vous(tx, dossier, given)
    record(tx, instance, dossier.circle_id, "meeting:planned", planned.id)
    return planned


def add_rendez_vous(tx: Transaction, dossier: Dossier, given: RendezVousGiven) -> RendezVous:
    """The row of a rendez-vous that was found sound."""
    host = given.avec_id or tx.actor.id
    if host is None or host not in (tx.actor.id, dossier.referent_id):
        raise NotAllowed(avec=str(host))
    planned = RendezVous(
        id=uuid4(),
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        auteur_id=tx.actor.id,
        organisation=tx.actor.organisation,
        ecrit_le=tx.now,
        avec_id=host,
        statut=Statut.PREVU,
    )
    _write(tx, planned, given)
    tx.session.add(planned)
    return planned


def change_rendez_vous(
    tx: Transaction, reference: str, rendez_vous_id: UUID, given: RendezVousGiven
) -> RendezVous:
    """Another day, hour or place for a rendez-vous to come; what it was is kept."""
    dossier = open_rubrique(tx, reference, SHARED, write=True)
    instance = lock_chain(tx, dossier)  # what is read from here on is the last that was written
    planned = find_rendez_vous(tx, dossier, rendez_vous_id)
    if planned.avec_id != tx.actor.id:
        require_author(tx.actor, planned)
    if planned.statut != Statut.PREVU:
        raise RendezVousPast(rendez_vous_id=rendez_vous_id)
    errors = rendez_vous_problems(tx, given)
    if errors:
        raise AnswersRefused(errors=errors)
    detail = unseal(tx, "rendez_vous", planned.id, planned.detail)
    keep_former(tx, planned, {"debut": planned.debut.isoformat(), **detail})
    _write(tx, planned, given)
    record(tx, instance, dossier.circle_id, "meeting:changed", planned.id)
    return planned


def _write(tx: Transaction, planned: RendezVous, given: RendezVousGiven) -> None:
    assert given.debut is not None and given.duree_min is not None
    planned.debut = given.debut
    planned.fin = given.debut + timedelta(minutes=given.duree_min)
    planned.lieu_sensible = given.lieu_sensible
    planned.rappel = given.rappel
    detail = {"lieu": given.lieu, "precision": given.precision.strip(), "langue": given.langue}
    planned.detail = seal(tx, "rendez_vous", planned.id, detail)
