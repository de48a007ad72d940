"""After an account has come: tell the case which échéances it shows late, or paid after all;
and, once, that the rent is unpaid again (`loyer.py`).

Promised by the import, kept once the import is committed, a dossier at a time, by the system:
the landlord's own person may not see a restricted file that the MDL follows.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.messages.models import Subscription
from engine.bpm.messages.notices import HANDLERS
from engine.bpm.messages.receive import receive_message
from engine.core.calendar import paris_day
from engine.core.errors import DuplicateMessage
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import comptes_of
from engine.suivi.dettes.loyer import report_rent
from engine.suivi.dettes.models import Compte, Echeance, StatutPlan
from engine.suivi.dettes.plans import echeances_of, follow_plan, living_plan
from engine.suivi.dettes.rapprocher import StatutEcheance, Suivi
from engine.suivi.dossiers.models import Dossier
from engine.suivi.regles.read import whole

INCIDENT, PAYMENT = "incident_plan", "versement_recu"


def keep_report(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Keep the promise of an import for one dossier."""
    dossier = tx.session.get(Dossier, UUID(payload["dossier_id"]))
    if dossier is not None:
        report_echeances(tx, dossier)
        report_rent(tx, dossier)


HANDLERS["signaler_echeances"] = keep_report


def report_echeances(tx: Transaction, dossier: Dossier) -> int:
    """Tell the case each échéance that is late by the last account, and each that is paid since.

    Late: not paid whole on an account that stops PLAN_INCIDENT days after its day, or later. Each
    is told once, by the message's identifier; nothing is told of a frozen plan. How many were.
    """
    plan = living_plan(tx, dossier.id)
    comptes = comptes_of(tx, dossier.id)
    if plan is None or plan.statut == StatutPlan.SUSPENDU or not comptes:
        return 0
    rows, today = echeances_of(tx, plan), paris_day(tx.now)
    followed = follow_plan(tx, plan, rows, comptes, today)
    wait = timedelta(days=whole(tx, "PLAN_INCIDENT", today))
    count = 0
    for row, one in zip(rows, followed, strict=True):
        if one.statut is StatutEcheance.PAYEE and not one.is_told:
            count += _tell_paid(tx, dossier, row, one)
        elif one.is_late and comptes[-1].arrete_au >= one.due.jour + wait:
            count += _tell_late(tx, dossier, row, comptes[-1])
    return count


def _tell_paid(tx: Transaction, dossier: Dossier, row: Echeance, one: Suivi) -> bool:
    if row.incident_le is None or row.regle_le is not None or one.paye_le is None:
        return False
    said = {"date_versement": one.paye_le.isoformat(), "montant_versement": str(row.montant)}
    if not _send(tx, dossier, PAYMENT, row, said):
        return False
    row.regle_le = one.paye_le
    tx.session.flush()
    return True


def _tell_late(tx: Transaction, dossier: Dossier, row: Echeance, compte: Compte) -> bool:
    if row.incident_le is not None:
        return False
    days: dict[str, date] = {
        "date_echeance_manquee": row.jour,
        "compte_arrete_au": compte.arrete_au,
    }
    said = {name: day.isoformat() for name, day in days.items()}
    if not _send(tx, dossier, INCIDENT, row, said):
        return False
    row.incident_le = paris_day(tx.now)
    tx.session.flush()
    return True


def _send(
    tx: Transaction, dossier: Dossier, message: str, row: Echeance, said: dict[str, Any]
) -> bool:
    """False when the case does not wait for it: an ended plan is not chased."""
    tx.flush()
    waits = select(Subscription.key).where(
        Subscription.message == message, Subscription.correlation_key == dossier.reference
    )
    if tx.session.scalar(waits.limit(1)) is None:
        return False
    try:
        message_id = f"{message}:{row.id}:{row.jour}"  # put off, it may be missed again
        receive_message(tx, message_id, message, dossier.reference, said)
    except DuplicateMessage:
        return True
    return True
