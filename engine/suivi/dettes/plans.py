"""The plans of a dossier, and what the accounts say of one."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import payments_of
from engine.suivi.dettes.echeancier import Due
from engine.suivi.dettes.models import Compte, Echeance, Plan, StatutPlan, Versement
from engine.suivi.dettes.rapprocher import Solde, Suivi, follow

OF_DOSSIER = (
    select(Plan)
    .where(Plan.dossier_id == bindparam("dossier_id"))
    .order_by(Plan.propose_le.desc(), Plan.id)
)


def plans_of(tx: Transaction, dossier_id: UUID) -> list[Plan]:
    """Every plan of a dossier, the newest first."""
    return list(tx.session.scalars(OF_DOSSIER, {"dossier_id": dossier_id}))


def living_plan(tx: Transaction, dossier_id: UUID) -> Plan | None:
    """The plan that is kept now, frozen or not."""
    return next((plan for plan in plans_of(tx, dossier_id) if plan.is_alive), None)


def proposed_plan(tx: Transaction, dossier_id: UUID) -> Plan | None:
    """The plan that waits for the landlord's answer."""
    proposed = StatutPlan.PROPOSE
    return next((plan for plan in plans_of(tx, dossier_id) if plan.statut == proposed), None)


def echeances_of(tx: Transaction, plan: Plan) -> list[Echeance]:
    """The instalments of a plan, in their order."""
    rows = select(Echeance).where(Echeance.plan_id == plan.id).order_by(Echeance.rang)
    return list(tx.session.scalars(rows))


def told_payments(tx: Transaction, dossier_id: UUID) -> list[Versement]:
    """The payments told by hand, the oldest first."""
    rows = select(Versement).where(Versement.dossier_id == dossier_id)
    return list(tx.session.scalars(rows.order_by(Versement.jour, Versement.id)))


def follow_plan(
    tx: Transaction,
    plan: Plan,
    echeances: Sequence[Echeance],
    comptes: Sequence[Compte],
    on: date,
) -> list[Suivi]:
    """What is known of each instalment on the day ``on``; ``comptes`` in the order of their dates.

    A plan that is no longer kept is looked at as it was on its last day.
    """
    told = told_payments(tx, plan.dossier_id) if plan.etabli_le else ()
    return _followed(plan, echeances, comptes, told, on)


def follow_plans(
    tx: Transaction, plans: Sequence[Plan], on: date
) -> Iterator[tuple[Plan, Sequence[Echeance], Sequence[Suivi]]]:
    """The same for many plans by three statements: each with its instalments, in their order."""
    if not plans:
        return
    dossiers = {plan.dossier_id for plan in plans}
    dues = _by(tx, Echeance.plan_id, {plan.id for plan in plans}, Echeance.rang)
    comptes = _by(tx, Compte.dossier_id, dossiers, Compte.arrete_au)
    told = _by(tx, Versement.dossier_id, dossiers, Versement.jour, Versement.id)
    for plan in plans:
        rows, of = dues[plan.id], plan.dossier_id
        yield plan, rows, _followed(plan, rows, comptes[of], told[of], on)


def _by(
    tx: Transaction, key: InstrumentedAttribute[UUID], ids: Collection[UUID], *order: Any
) -> Mapping[UUID, list[Any]]:
    """The rows of these, by what they hang on, in that order."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in tx.session.scalars(select(key.class_).where(key.in_(ids)).order_by(*order)):
        found[getattr(row, key.key)].append(row)
    return found


def _followed(
    plan: Plan,
    echeances: Sequence[Echeance],
    comptes: Sequence[Compte],
    told: Sequence[Versement],
    on: date,
) -> list[Suivi]:
    dues = [Due(one.rang, one.jour, one.montant) for one in echeances]
    if plan.etabli_le is None:
        return follow(dues, Solde(on, plan.montant), (), on)
    return follow(
        dues,
        _start(plan, plan.etabli_le, comptes),
        soldes(comptes),
        min(on, plan.fini_le or on),
        told=[(one.jour, one.montant) for one in told],
        frozen=plan.statut == StatutPlan.SUSPENDU,
    )


def _start(plan: Plan, since: date, comptes: Sequence[Compte]) -> Solde:
    """What was owed when the plan was made: the last account of before, else its own amount."""
    before = [one.solde for one in comptes if one.arrete_au <= since]
    return Solde(since, before[-1] if before else plan.montant)


def soldes(comptes: Sequence[Compte]) -> list[Solde]:
    """The balances of these accounts, each with the payments that it is the first to show."""
    found, since = [], None
    for compte in comptes:
        found.append(Solde(compte.arrete_au, compte.solde, payments_of(compte, since)))
        since = compte.arrete_au
    return found
