"""A plan as the form that proposes it says, with its instalments: written anew, or corrected."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dettes.echeancier import Due, as_typed, dated
from engine.suivi.dettes.models import Echeance, Plan, StatutPlan
from engine.suivi.dettes.montants import in_cents
from engine.suivi.dettes.plans import echeances_of, proposed_plan
from engine.suivi.dettes.reponses import said_amount, said_count, said_day
from engine.suivi.dossiers.models import Dossier

Told = Mapping[date, tuple[date | None, date | None]]
NOT_YET = dict.fromkeys(("etabli_le", "gele_par", "gele_le", "fini_le"))


def write_plan(
    tx: Transaction,
    dossier: Dossier,
    answers: Mapping[str, Any],
    answer_id: UUID,
    corrects_id: UUID | None = None,
) -> None:
    """The plan that the answers to `plan_apurement` say.

    A correction rewrites the plan that its answer had made; otherwise it is proposed anew, and
    what was proposed before is set aside. PlanImpossible, or nothing, for figures without a plan.
    """
    montant, mensualite = said_amount(answers, "montant_dette"), said_amount(answers, "mensualite")
    number, premiere = said_count(answers, "nb_echeances"), said_day(answers, "date_premiere")
    if not (montant and mensualite and number and premiere):
        return
    jour_prelevement = said_count(answers, "jour_prelevement")
    dues = dated(as_typed(montant, number, mensualite), premiere, jour_prelevement)
    said = {
        "answer_id": answer_id,
        "montant": in_cents(montant),
        "mensualite": in_cents(mensualite),
        "jour_prelevement": jour_prelevement,
    }
    former = _corrected(tx, corrects_id)
    if former is None:
        _propose(tx, dossier, said, dues)
    else:
        _rewrite(tx, former, said, dues)


def _propose(
    tx: Transaction, dossier: Dossier, said: Mapping[str, Any], dues: Sequence[Due]
) -> None:
    before = proposed_plan(tx, dossier.id)
    if before is not None:
        tx.writes.set(before, statut=StatutPlan.ECARTE, fini_le=paris_day(tx.now))
    plan_id = uuid4()
    row = {
        "id": plan_id,
        "dossier_id": dossier.id,
        "circle_id": dossier.circle_id,
        "statut": StatutPlan.PROPOSE,
        "propose_le": tx.now,
        **said,
        **NOT_YET,
    }
    tx.writes.insert(Plan, [row])
    tx.writes.insert(Echeance, _rows(plan_id, dossier.circle_id, dues, {}))


def _rewrite(tx: Transaction, plan: Plan, said: Mapping[str, Any], dues: Sequence[Due]) -> None:
    """Other instalments in place of the former; what was told of one of the same day stays."""
    told = {one.jour: (one.incident_le, one.regle_le) for one in echeances_of(tx, plan)}
    tx.session.execute(delete(Echeance).where(Echeance.plan_id == plan.id))
    for name, value in said.items():
        setattr(plan, name, value)
    tx.session.flush()
    tx.session.expire(plan)
    tx.writes.insert(Echeance, _rows(plan.id, plan.circle_id, dues, told))


def _corrected(tx: Transaction, corrects_id: UUID | None) -> Plan | None:
    """The plan that the corrected answer had made, unless it is over."""
    if corrects_id is None:
        return None
    plan = tx.session.scalar(select(Plan).where(Plan.answer_id == corrects_id))
    return plan if plan is not None and plan.fini_le is None else None


def _rows(plan_id: UUID, circle_id: UUID, dues: Sequence[Due], told: Told) -> list[dict[str, Any]]:
    return [
        {
            "id": uuid4(),
            "plan_id": plan_id,
            "circle_id": circle_id,
            "rang": due.rang,
            "jour": due.jour,
            "montant": in_cents(due.montant),
            "incident_le": told.get(due.jour, (None, None))[0],
            "regle_le": told.get(due.jour, (None, None))[1],
        }
        for due in dues
    ]
