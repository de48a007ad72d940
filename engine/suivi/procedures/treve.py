"""La trêve hivernale (CPCE L.412-6): an eviction is not carried out; the procedure goes on."""

from datetime import date

from engine.core.transaction import Transaction
from engine.suivi.regles.read import regle

CODE = "TREVE_HIVERNALE"


def treve_on(tx: Transaction, day: date) -> tuple[date, date] | None:
    """The first and last day of the truce that ``day`` is in; None outside it."""
    bounds = regle(tx, CODE, day).valeur
    for year in (day.year - 1, day.year):
        first = _of(year, bounds["du"])
        last = _of(year, bounds["au"])
        last = last if last >= first else _of(year + 1, bounds["au"])
        if first <= day <= last:
            return first, last
    return None


def _of(year: int, month_and_day: str) -> date:
    month, day = map(int, month_and_day.split("-"))
    return date(year, month, day)
