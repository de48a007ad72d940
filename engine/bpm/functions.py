"""Functions lent to FEEL: the French calendar, and what a room above lends."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.core import calendar
from engine.core.errors import EngineError
from engine.core.transaction import Transaction


class BadArgument(EngineError):
    """A calendar function was given something else than a date and a whole number."""

    code = "bad_argument"


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return calendar.paris_day(value)
    if not isinstance(value, date):
        raise BadArgument(expected="date")
    return value


def _count(value: Any) -> int:
    number = value if isinstance(value, Decimal) else Decimal(-1_001)
    if number != number.to_integral_value() or abs(number) > 1_000:
        raise BadArgument(expected="whole number up to 1000")
    return int(number)


FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "ajouter jours ouvres": lambda day, n: calendar.add_ouvres(_day(day), _count(n)),
    "ajouter jours ouvrables": lambda day, n: calendar.add_ouvrables(_day(day), _count(n)),
    "jour ouvre precedent": lambda day: calendar.previous_ouvre(_day(day)),
    "jour ouvre suivant": lambda day: calendar.next_ouvre(_day(day)),
}

Lend = Callable[[Transaction], Callable[..., object]]
_LENT: dict[str, Lend] = {}


def lend(name: str) -> Callable[[Lend], Lend]:
    """Register a function that needs the transaction: a room above reads its own rows in it."""

    def register(make: Lend) -> Lend:
        _LENT[name] = make
        return make

    return register


def known_functions() -> frozenset[str]:
    """What an expression of a diagram or of a table may call besides FEEL's own functions."""
    return frozenset((*FUNCTIONS, *_LENT))


def functions_of(tx: Transaction) -> Mapping[str, Callable[..., object]]:
    """Every function, those that were lent bound to this transaction."""
    return {**FUNCTIONS, **{name: make(tx) for name, make in _LENT.items()}}
