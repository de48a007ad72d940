"""The instalments of a plan: their amounts to the cent, their dates by the calendar.

Sources: domain 3.5 (oracles), 5.7 D4; thirty-six at most (rule PLAN_ECHEANCES_MAX).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from engine.core.calendar import add_months
from engine.core.errors import EngineError
from engine.suivi.dettes.montants import CENT, ZERO, cents


class PlanImpossible(EngineError):
    """No instalments can be made of this amount: one of them would be nothing or less."""

    code = "plan_impossible"


@dataclass(frozen=True)
class Due:
    """One instalment: its rank from 1, its day, its amount in euros."""

    rang: int
    jour: date
    montant: Decimal


def by_number(montant: Decimal, number: int) -> list[Decimal]:
    """``number`` equal instalments, rounded down to the cent; the last one settles the rest.

    1 847,33 € in 24: 23 of 76,97 and one of 77,02 (domain 3.5). PlanImpossible when an
    instalment would be under a cent.
    """
    if number < 1 or montant < CENT * number:
        raise PlanImpossible
    usual = cents(montant / number)
    return [*[usual] * (number - 1), montant - usual * (number - 1)]


def by_amount(montant: Decimal, mensualite: Decimal) -> list[Decimal]:
    """As many instalments of ``mensualite`` as it takes; the last one is what remains.

    1 847,33 € at 85 €: 21 of 85 and one of 62,33 (domain 5.7, D4).
    """
    return as_typed(montant, number_for(montant, mensualite), mensualite)


def number_for(montant: Decimal, mensualite: Decimal) -> int:
    """How many instalments of that amount settle ``montant``."""
    if mensualite < CENT or montant < CENT:
        raise PlanImpossible
    return int((montant / mensualite).to_integral_value(ROUND_CEILING))


def as_typed(montant: Decimal, number: int, mensualite: Decimal) -> list[Decimal]:
    """What two people have agreed: so many instalments of that amount, the last settles the rest.

    When fewer are enough, there are fewer: an instalment is never nothing. The last one may be
    larger than the others, and is then told on the page.
    """
    needed = number_for(montant, mensualite)
    number = min(number, needed)
    if number < 1:
        raise PlanImpossible
    return [*[mensualite] * (number - 1), montant - mensualite * (number - 1)]


def dated(
    montants: Sequence[Decimal], premiere: date, jour_prelevement: int | None = None
) -> list[Due]:
    """A day for each: the first on ``premiere``, then each month on the same quantième.

    On ``jour_prelevement`` from the second one when it is given. A month without that day takes
    its last one (CPC 641), and the quantième comes back the month after.
    """
    day = jour_prelevement or premiere.day
    return [
        Due(rang, premiere if rang == 1 else _on(premiere, rang - 1, day), montant)
        for rang, montant in enumerate(montants, 1)
    ]


def total(dues: Sequence[Due]) -> Decimal:
    """What these instalments settle together."""
    return sum((due.montant for due in dues), ZERO)


def _on(premiere: date, months: int, day: int) -> date:
    """From a month of thirty-one days, so that no quantième is lost on the way."""
    month = add_months(premiere.replace(day=1), months)
    last = add_months(month, 1).toordinal() - month.toordinal()
    return month.replace(day=min(day, last))
