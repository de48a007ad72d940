"""Et si… : a monthly amount gives a number of échéances, a number gives an amount."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import g

from engine.core.calendar import add_months
from engine.suivi.dettes.echeancier import Due, PlanImpossible, by_amount, by_number, dated
from engine.suivi.dettes.read import DetteLue
from engine.suivi.regles.read import whole
from engine.suivi.tableaux.cellules import read_amount
from web.display import today

LONGEST = 240
"""Twenty years: beyond, nothing is worth a table."""


@dataclass(frozen=True)
class Simulation:
    """What was typed, and the instalments that it gives, or why it gives none."""

    montant: str
    par: str
    mensualite: str
    nombre: str
    dues: Sequence[Due] = ()
    refus: str = ""
    most: int = 0

    @property
    def is_too_long(self) -> bool:
        """More instalments than a plan may have (rule PLAN_ECHEANCES_MAX)."""
        return len(self.dues) > self.most


def simulate(montant: str, par: str, mensualite: str, nombre: str, most: int) -> Simulation:
    """The plan of ``montant`` by an amount or by a number, from the fifth of next month."""
    typed = Simulation(montant, par, mensualite, nombre, most=most)
    owed = read_amount(montant)
    if owed is None or owed <= 0:
        return _refused(typed, "Donnez le montant à apurer, par exemple 1 240,50.")
    try:
        montants = _by_number(owed, nombre) if par == "nombre" else _by_amount(owed, mensualite)
    except (PlanImpossible, ValueError) as wrong:
        return _refused(typed, str(wrong) if isinstance(wrong, ValueError) else _TOO_SMALL)
    first = add_months(today().replace(day=5), 1)
    return _given(typed, dated(montants, first))


def first_simulation(dette: DetteLue, usual: Decimal | None) -> Simulation | None:
    """The one that the page opens with: the debt of the account at what may be paid of it."""
    if not dette.dette:
        return None
    most = whole(g.tx, "PLAN_ECHEANCES_MAX", today())
    owed = _text(dette.dette)
    if usual:
        return simulate(owed, "mensualite", _text(usual), "", most)
    return simulate(owed, "nombre", "", str(most), most)


_TOO_SMALL = "Une échéance serait de moins d’un centime."


def _by_amount(owed: Decimal, text: str) -> list[Decimal]:
    each = read_amount(text)
    if each is None or each <= 0:
        raise ValueError("Donnez une mensualité, par exemple 60,00.")
    if owed / each > LONGEST:
        raise ValueError("Une mensualité si petite ferait un plan de plus de vingt ans.")
    return by_amount(owed, each)


def _by_number(owed: Decimal, text: str) -> list[Decimal]:
    count = text.strip()
    if not (count.isascii() and count.isdigit()) or not 1 <= int(count) <= LONGEST:
        raise ValueError("Donnez un nombre d’échéances, par exemple 24.")
    return by_number(owed, int(count))


def _given(typed: Simulation, dues: Sequence[Due]) -> Simulation:
    each, count = _text(dues[0].montant), str(len(dues))
    return Simulation(typed.montant, typed.par, each, count, dues, most=typed.most)


def _refused(typed: Simulation, refus: str) -> Simulation:
    return Simulation(
        typed.montant, typed.par, typed.mensualite, typed.nombre, refus=refus, most=typed.most
    )


def _text(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
