"""The life of a plan once it is proposed: established by an action, frozen, ended."""

from datetime import date, timedelta

from engine.core.calendar import add_months, paris_day
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import comptes_of
from engine.suivi.dettes.echeancier import dated
from engine.suivi.dettes.models import Echeance, Plan, StatutPlan
from engine.suivi.dettes.plans import echeances_of, follow_plan, living_plan, plans_of
from engine.suivi.dossiers.models import Dossier

SURENDETTEMENT = "SURENDETTEMENT"


def establish(tx: Transaction, dossier: Dossier) -> Plan | None:
    """The landlord accepts: the proposed plan is kept from today, in place of another one."""
    known, today = plans_of(tx, dossier.id), paris_day(tx.now)
    plan = next((one for one in known if one.statut == StatutPlan.PROPOSE), None)
    if plan is None:
        return None
    for former in known:
        if former.is_alive:
            tx.writes.set(former, statut=StatutPlan.REMPLACE, fini_le=today)
    tx.writes.set(plan, statut=StatutPlan.EN_COURS, etabli_le=today)
    return plan


def freeze(tx: Transaction, dossier: Dossier) -> None:
    """Surendettement recevable: the household may no longer pay its former debts (domain 3.3.2)."""
    plan = living_plan(tx, dossier.id)
    if plan is not None and plan.statut == StatutPlan.EN_COURS:
        frozen = {"gele_par": SURENDETTEMENT, "gele_le": paris_day(tx.now)}
        tx.writes.set(plan, statut=StatutPlan.SUSPENDU, **frozen)


def unfreeze(tx: Transaction, dossier: Dossier) -> None:
    """The plan goes on: what fell during the frost moves by whole months, nothing is late of it."""
    plan = living_plan(tx, dossier.id)
    if plan is None or plan.statut != StatutPlan.SUSPENDU:
        return
    plan.statut, plan.gele_par, plan.gele_le = StatutPlan.EN_COURS, None, None
    today = paris_day(tx.now)
    unpaid = _unpaid(tx, plan, today)
    if unpaid and unpaid[0].jour < today:
        first, months = unpaid[0].jour, 0
        while add_months(first, months) < today:
            months += 1
        move_dues(unpaid, add_months(first, months), plan.jour_prelevement)
    tx.session.flush()


def resume_on(tx: Transaction, dossier: Dossier, premiere: date) -> None:
    """What is still to be paid of the plan begins again on that day, month by month."""
    plan = living_plan(tx, dossier.id)
    if plan is not None and plan.statut == StatutPlan.EN_COURS:
        move_dues(_unpaid(tx, plan, paris_day(tx.now)), premiere, plan.jour_prelevement)
        tx.session.flush()


def end_plan(tx: Transaction, dossier: Dossier, statut: StatutPlan) -> None:
    """The plan that is kept is no longer: settled, broken or replaced."""
    plan = living_plan(tx, dossier.id)
    if plan is not None:
        tx.writes.set(plan, statut=statut, fini_le=paris_day(tx.now))


def move_dues(unpaid: list[Echeance], premiere: date, jour_prelevement: int | None) -> None:
    """Give these instalments the days of a plan that begins on ``premiere``.

    What was told of one of them was of its former day.
    """
    days = dated([one.montant for one in unpaid], premiere, jour_prelevement)
    for echeance, due in zip(unpaid, days, strict=True):
        echeance.jour, echeance.incident_le = due.jour, None


def _unpaid(tx: Transaction, plan: Plan, on: date) -> list[Echeance]:
    rows = echeances_of(tx, plan)
    known = follow_plan(tx, plan, rows, comptes_of(tx, plan.dossier_id), on + timedelta(days=1))
    return [row for row, one in zip(rows, known, strict=True) if one.reste]
