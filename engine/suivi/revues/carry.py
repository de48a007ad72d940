"""Carry the decisions of a review into their dossiers: once each, after the minutes are accepted.

The system does it, a dossier at a time under its own lock: whoever accepts last may not see every
dossier, and nobody holds two cases at once.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.start import start_instance
from engine.bpm.messages.models import Subscription
from engine.bpm.messages.notices import HANDLERS
from engine.bpm.messages.receive import receive_message
from engine.core.audit.record import record
from engine.core.calendar import add_ouvres, paris_day
from engine.core.errors import DuplicateMessage
from engine.core.outbox.promise import promise
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.revues.codes import ROLE, SUITE, Decision, RaisonFin, Suite
from engine.suivi.revues.fill import OVER
from engine.suivi.revues.models import LigneRevue, Revue

FIN = "fin_de_mesure_anticipee"
USUAL_DAYS = 10
"""Working days for what a decision asks, where the session has fixed no day (à confirmer)."""


def keep_transmit(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """One promise a line that was decided: a dossier that fails does not hold up the others."""
    revue_id = UUID(payload["revue_id"])
    decided = select(LigneRevue.id).where(
        LigneRevue.revue_id == revue_id,
        LigneRevue.decision.is_not(None),
        LigneRevue.suite_le.is_(None),
    )
    lines = [str(one) for one in tx.session.scalars(decided)]
    promise(tx, [("porter_decision", {"ligne_id": one}) for one in lines])


def keep_carry(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Keep the promise of one line."""
    ligne = tx.session.get(LigneRevue, UUID(payload["ligne_id"]))
    if ligne is not None:
        carry_decision(tx, ligne)


HANDLERS["transmettre_revue"] = keep_transmit
HANDLERS["porter_decision"] = keep_carry


def carry_decision(tx: Transaction, ligne: LigneRevue) -> None:
    """Tell the dossier what was decided of it; a line that was carried is not carried again."""
    dossier = tx.session.get_one(Dossier, ligne.dossier_id)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    tx.session.refresh(ligne)
    if ligne.suite_le is not None or ligne.decision is None:
        return
    ligne.suite, ligne.suite_le = _carry(tx, ligne, dossier).value, tx.now
    tx.session.flush()
    record(tx, instance, dossier.circle_id, "revue:carried", ligne.id)


def _carry(tx: Transaction, ligne: LigneRevue, dossier: Dossier) -> Suite:
    if dossier.statut in OVER:
        return Suite.SANS_OBJET
    if ligne.decision == Decision.CONTINUER:
        return Suite.AUCUNE
    if ligne.decision == Decision.CLORE and _end_measure(tx, ligne, dossier):
        return Suite.SIGNALEE
    _open_suite(tx, ligne, dossier)
    return Suite.TACHE


def _end_measure(tx: Transaction, ligne: LigneRevue, dossier: Dossier) -> bool:
    """Report the early end; False where no measure is under way."""
    waits = select(Subscription.key).where(
        Subscription.message == FIN, Subscription.correlation_key == dossier.reference
    )
    if tx.session.scalar(waits.limit(1)) is None:
        return False
    revue = tx.session.get_one(Revue, ligne.revue_id)
    decided = revue.tenue_le or paris_day(tx.now)
    said = {
        "date_fin_anticipee": decided.isoformat(),
        "raison_fin": ligne.raison or RaisonFin.AUTRE.value,
    }
    with suppress(DuplicateMessage):
        receive_message(tx, f"revue:{ligne.id}", FIN, dossier.reference, said)
    return True


def _open_suite(tx: Transaction, ligne: LigneRevue, dossier: Dossier) -> None:
    """A case of its own beside the dossier's, with the task that the decision asks for."""
    due = ligne.a_revoir_le or add_ouvres(paris_day(tx.now), USUAL_DAYS)
    answers = {"decision_revue": ligne.decision, "suite_revue_le": due.isoformat()}
    instance = start_instance(tx, SUITE, dossier.reference, dossier.circle_id, answers)
    tx.session.add(DossierInstance(dossier_id=dossier.id, instance_id=instance.id, role=ROLE))
    tx.session.flush()
