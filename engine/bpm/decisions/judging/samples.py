"""The values that stand for all the others.

A cell of a table compares its input with constants: between two neighbouring constants it always
answers the same. So the constants, one value in each gap, one below and one above stand for every
value that the input can take.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from engine.bpm.decisions.judging.gaps import GAPS, OTHER, Gap
from engine.feel import YearsMonths

DEFAULTS: Final[dict[str, tuple[object, ...]]] = {
    "number": (Decimal(0),),
    "string": (OTHER,),
    "boolean": (True, False),
    "date": (date(2026, 1, 1),),
    "date and time": (datetime(2026, 1, 1, 8, tzinfo=UTC),),
    "time": (time(8),),
    "days and time duration": (timedelta(days=1),),
    "years and months duration": (YearsMonths(1),),
}


class NoOrder(Exception):
    """A constant of a kind that has no order, or two moments that cannot be compared."""


def samples(constants: Iterable[object], kind: str) -> list[list[Any]]:
    """The constants and one value of each gap, in order, one list for each kind of value.

    ``kind`` is the input's FEEL type: it has values even where no constant is of it. NoOrder when
    some constant is a list, a context, a range…
    """
    by_class: dict[type, list[Any]] = {}
    for constant in constants:
        if constant is not None:
            by_class.setdefault(_class(constant), []).append(constant)
    for value in DEFAULTS.get(kind, () if by_class else DEFAULTS["string"]):
        by_class.setdefault(type(value), [value])
    if bool in by_class:
        by_class[bool] = [True, False]
    try:
        return [_in_order(found, GAPS[cls](found)) for cls, found in by_class.items()]
    except TypeError as error:
        raise NoOrder from error


def _class(constant: object) -> type:
    if type(constant) not in GAPS:
        raise NoOrder
    return type(constant)


def _in_order(constants: list[Any], between: Gap) -> list[Any]:
    ends = [None, *sorted(set(constants)), None]
    found = []
    for low, high in pairwise(ends):
        found += [value for value in (between(low, high), high) if value is not None]
    return found
