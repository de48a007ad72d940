"""Which échéances the account shows as paid. Nothing of it is written: the account is the truth.

Rule PLAN_IMPUTATION (to be confirmed): what lowers the balance pays first the rents due since
the plan was made, then the échéances, the oldest first; what is more goes forward on the next
ones. An échéance once paid stays paid. Only the balance is read, so that a payment, an aid and
a correction of the landlord's count alike, and that a missing month loses nothing.

An échéance is late only against an account that stops after its day (domain 0.1, point 8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from engine.suivi.dettes.echeancier import Due
from engine.suivi.dettes.montants import ZERO


class StatutEcheance(StrEnum):
    """What is known of an échéance."""

    A_VENIR = "A_VENIR"
    PAYEE = "PAYEE"
    PARTIELLE = "PARTIELLE"
    IMPAYEE = "IMPAYEE"
    PAS_ENCORE_CONNU = "PAS_ENCORE_CONNU"
    """Its day has come, and the last account stops before it."""
    GELEE = "GELEE"


LATE = (StatutEcheance.PARTIELLE, StatutEcheance.IMPAYEE)


@dataclass(frozen=True)
class Solde:
    """What was owed on a day: an account, or the start of a plan."""

    jour: date
    montant: Decimal
    versements: Sequence[tuple[date, Decimal]] = ()
    """Payments that this account shows since the one before, to date what they pay."""


@dataclass(frozen=True)
class Suivi:
    """An échéance with what the account says of it."""

    due: Due
    paye: Decimal
    paye_le: date | None
    """When it was paid whole: the payment's day, else that of the account that shows it."""
    statut: StatutEcheance
    is_told: bool = False
    """True when it counts on a payment told by hand, that no account shows yet."""

    @property
    def reste(self) -> Decimal:
        return self.due.montant - self.paye

    @property
    def is_late(self) -> bool:
        return self.statut in LATE


def follow(
    dues: Sequence[Due],
    depart: Solde,
    comptes: Iterable[Solde],
    on: date,
    *,
    told: Iterable[tuple[date, Decimal]] = (),
    frozen: bool = False,
) -> list[Suivi]:
    """What is known on the day ``on`` of each échéance of a plan.

    ``depart`` is the balance when the plan was made, ``comptes`` the accounts since, ``told`` the
    payments told by hand; ``frozen`` when the plan is suspended: nothing is late then.
    """
    later = sorted((c for c in comptes if depart.jour < c.jour <= on), key=lambda c: c.jour)
    pool = _Pool(dues, max(ZERO, depart.montant - sum((due.montant for due in dues), ZERO)))
    before = depart
    for compte in later:
        pool.receive(before.montant - compte.montant, compte)
        before = compte
    known = later[-1].jour if later else None
    shown = dict(pool.paid)
    for day, montant in sorted(told):
        if before.jour < day <= on:  # until an account says better, it is for the plan
            pool.pay(montant, Solde(day, ZERO))
    found = [pool.state(due, shown, known, on) for due in dues]
    return [_freeze(one) for one in found] if frozen else found


class _Pool:
    """What has been paid, rank by rank, and the rents that are still to be paid first."""

    def __init__(self, dues: Sequence[Due], rents: Decimal) -> None:
        self.dues = dues
        self.rents = rents
        self.paid: dict[int, Decimal] = {due.rang: ZERO for due in dues}
        self.whole: dict[int, date] = {}

    def receive(self, change: Decimal, compte: Solde) -> None:
        """The balance went down by ``change`` (up when negative: rents that were not paid)."""
        if change < ZERO:
            self.rents -= change
            return
        rents = min(self.rents, change)
        self.rents -= rents
        self.pay(change - rents, compte)

    def pay(self, left: Decimal, compte: Solde) -> None:
        """So much for the échéances, the oldest first."""
        days = _Days(compte, left)
        for due in self.dues:
            part = min(left, due.montant - self.paid[due.rang])
            if part > ZERO:
                self.paid[due.rang] += part
                left -= part
                day = days.after(part)
                if self.paid[due.rang] == due.montant:
                    self.whole[due.rang] = day

    def state(self, due: Due, shown: dict[int, Decimal], known: date | None, on: date) -> Suivi:
        paye = self.paid[due.rang]
        told = paye > shown[due.rang]
        if paye == due.montant:
            return Suivi(due, paye, self.whole[due.rang], StatutEcheance.PAYEE, told)
        if known is not None and due.jour < known:
            late = StatutEcheance.PARTIELLE if paye else StatutEcheance.IMPAYEE
            return Suivi(due, paye, None, late, told)
        passed = due.jour < on
        waiting = StatutEcheance.PAS_ENCORE_CONNU if passed else StatutEcheance.A_VENIR
        return Suivi(due, paye, None, waiting, told)


class _Days:
    """The days of the payments of an account, the last euros first going to the échéances."""

    def __init__(self, compte: Solde, used: Decimal) -> None:
        self.fallback = compte.jour
        payments = [(day, montant) for day, montant in compte.versements if montant > ZERO]
        self.payments = sorted(payments)
        self.seen = sum((montant for _, montant in payments), ZERO) - used

    def after(self, part: Decimal) -> date:
        """The day by which so much more had come in."""
        self.seen += part
        running = ZERO
        for day, montant in self.payments:
            running += montant
            if running >= self.seen:
                return day
        return self.fallback


def _freeze(one: Suivi) -> Suivi:
    paid = one.statut is StatutEcheance.PAYEE
    return one if paid else replace(one, statut=StatutEcheance.GELEE)
