"""The debt of a dossier as its pages show it: the account, the judgement, the plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import takewhile

from sqlalchemy import bindparam, select

from engine.bpm.tasks.models import Task
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import comptes_of, is_rent_paid
from engine.suivi.dettes.juger import Impaye, judge_comptes
from engine.suivi.dettes.models import Compte, Echeance, LienCompte, Plan, StatutPlan, Versement
from engine.suivi.dettes.montants import ZERO
from engine.suivi.dettes.plans import echeances_of, follow_plan, plans_of, told_payments
from engine.suivi.dettes.rapprocher import StatutEcheance, Suivi
from engine.suivi.dettes.relier import reference_of
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.partage.lire import is_told, may_read
from engine.suivi.partage.rubriques import Rubrique

# Whoever tells the CAF has looked at the account: the date of their task is the one to keep.
ASKED = select(Task.due_on).where(
    Task.instance_id == bindparam("instance_id"),
    Task.element == "signalement_caf",
    Task.closed_at.is_(None),
)


@dataclass(frozen=True)
class PlanLu:
    """A plan with its instalments and what is known of each."""

    plan: Plan
    echeances: Sequence[Echeance]
    suivis: Sequence[Suivi]

    @property
    def lignes(self) -> list[tuple[Echeance, Suivi]]:
        return list(zip(self.echeances, self.suivis, strict=True))

    @property
    def regle(self) -> Decimal:
        """What has been paid of it."""
        return sum((one.paye for one in self.suivis), ZERO)

    @property
    def reste(self) -> Decimal:
        return self.plan.montant - self.regle

    @property
    def payees(self) -> int:
        return sum(one.statut is StatutEcheance.PAYEE for one in self.suivis)

    @property
    def prochaine(self) -> Suivi | None:
        """The next instalment to come that is not paid yet."""
        coming = (one for one in self.suivis if one.statut is StatutEcheance.A_VENIR)
        return next(coming, None)

    @property
    def retards(self) -> list[Suivi]:
        """What the account shows late."""
        return [one for one in self.suivis if one.is_late]

    @property
    def pas_encore_connues(self) -> list[Suivi]:
        """What has fallen due since the last account."""
        return [one for one in self.suivis if one.statut is StatutEcheance.PAS_ENCORE_CONNU]

    @property
    def is_last_larger(self) -> bool:
        """The last instalment settles the rest: it may be more than the household can pay."""
        return bool(self.echeances) and self.echeances[-1].montant > self.plan.mensualite

    def due_by(self, day: date) -> Decimal:
        """What the plan foresees as still to be paid on that day."""
        paid = sum((one.montant for one in self.echeances if one.jour <= day), ZERO)
        return max(self.plan.montant - paid, ZERO)


@dataclass(frozen=True)
class DetteLue:
    """Where a debt stands. Nothing in it is later than its last account."""

    comptes: Sequence[Compte]
    """The oldest first."""
    impaye: Impaye | None
    plan: PlanLu | None
    """The plan that is kept."""
    propose: PlanLu | None
    """The one that waits for the landlord's answer."""
    anciens: Sequence[PlanLu]
    versements: Sequence[Versement]
    """Payments told by hand that no account shows yet."""
    signaler_avant: date | None
    """The last day to tell the CAF or the MSA: that of the task that asks for it, if one does."""
    is_linked: bool
    reference: str | None
    """The landlord's own reference, for its own people."""

    @property
    def dernier(self) -> Compte | None:
        return self.comptes[-1] if self.comptes else None

    @property
    def dette(self) -> Decimal | None:
        """What is owed by the last account; zero when the tenant is ahead."""
        return None if self.dernier is None else max(self.dernier.solde, ZERO)

    @property
    def loyer_repris(self) -> bool | None:
        """Whether the last account shows the month's rent paid whole; None: it does not say."""
        return None if self.dernier is None else is_rent_paid(self.dernier)

    @property
    def mois_payes(self) -> int:
        """How many months in a row, up to the last account, show their rent paid whole."""
        paid = takewhile(is_rent_paid, reversed(self.comptes))
        return len({(one.arrete_au.year, one.arrete_au.month) for one in paid})


def read_dette(tx: Transaction, dossier: Dossier) -> DetteLue | None:
    """The debt of a dossier of the actor's circle; None for a trade that may not read it.

    By the accounts of today and before, of a dossier that is over by those of its last day. Its
    amounts are of the class DETTE.
    """
    if not (is_told(tx, dossier) and may_read(tx, Rubrique.DETTE)):
        return None
    today = min(paris_day(tx.now), dossier.date_sortie or date.max)
    comptes = [one for one in comptes_of(tx, dossier.id) if one.arrete_au <= today]
    plans = [_read_plan(tx, plan, comptes, today) for plan in plans_of(tx, dossier.id)]
    last = comptes[-1].arrete_au if comptes else date.min
    instance = entry_instance(tx, dossier.id)
    impaye = judge_comptes(tx, instance, comptes, today)
    asked = tx.session.scalar(ASKED, {"instance_id": instance.id})
    return DetteLue(
        comptes,
        impaye,
        next((one for one in plans if one.plan.is_alive), None),
        next((one for one in plans if one.plan.statut == StatutPlan.PROPOSE), None),
        [one for one in plans if one.plan.fini_le is not None],
        [one for one in told_payments(tx, dossier.id) if one.jour > last],
        asked or (impaye.signaler_avant if impaye else None),
        tx.session.get(LienCompte, dossier.id) is not None,
        reference_of(tx, dossier),
    )


def _read_plan(tx: Transaction, plan: Plan, comptes: Sequence[Compte], today: date) -> PlanLu:
    rows = echeances_of(tx, plan)
    return PlanLu(plan, rows, follow_plan(tx, plan, rows, comptes, today))
