"""The values of FEEL and the Python classes that carry them (DMN 1.5, 10.3.2.2).

number = Decimal (34 digits), string = str, boolean = bool, null = None, list = list,
context = dict, range = Range, function = Function; dates, times and durations are classes of
our own. Callers see those of Python's library instead: ``python.py`` is the border.
"""

import decimal
from collections.abc import Sized
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final

from engine.feel.errors import FeelLimitError
from engine.feel.limits import MAX_EXPONENT, MAX_LIST, MAX_STRING, MAX_VALUE_DEPTH
from engine.feel.values.calendar import Date
from engine.feel.values.clock import DateTime, Time
from engine.feel.values.durations import DaysTime, YearsMonths

NUMBERS: Final = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emax=MAX_EXPONENT,
    Emin=-MAX_EXPONENT + 1,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
PLAIN_DIGITS: Final = 40
"""Digits that are written out; beyond, the zeros of an exponent would take long."""


class Unbounded(Enum):
    """The side of a range that has no end, as in ``(< 10)``."""

    UNBOUNDED = "unbounded"


UNBOUNDED: Final = Unbounded.UNBOUNDED


@dataclass(frozen=True, slots=True)
class Range:
    """The values between two ends. An end of null is unknown; UNBOUNDED is no end.

    ``sign``: ``=`` or ``!=`` for ``(= 10)`` and ``(!= 10)``, which are no intervals.
    """

    start: object
    end: object
    start_included: bool = True
    end_included: bool = True
    sign: str = ""


class Function:
    """A function value; the kinds of functions are in ``functions.py``."""

    __slots__ = ()


KINDS: Final[dict[type, str]] = {
    Decimal: "number",
    str: "string",
    bool: "boolean",
    type(None): "null",
    list: "list",
    dict: "context",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    DaysTime: "days and time duration",
    YearsMonths: "years and months duration",
    Range: "range",
    # As callers see them, for those who ask the kind of what FEEL gave them.
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
}


def kind_of(value: object) -> str:
    """The FEEL type of a value."""
    return KINDS.get(value.__class__, "function")


def whole_part(number: Decimal) -> int:
    """The number without its fraction; OverflowError beyond 10**40, where no count goes."""
    if number.adjusted() > PLAIN_DIGITS:
        raise OverflowError("a number too large to count with")
    return int(number)


def index_at(items: Sized, position: Decimal) -> int | None:
    """A position counted from 1, or from the end if negative, as an index of Python.

    Null outside. The kit takes the whole part of a position that is not whole (1103, 1155).
    """
    place = whole_part(position)
    if not 1 <= abs(place) <= len(items):
        return None
    return place - 1 if place > 0 else len(items) + place


def check_result(value: object) -> object:
    """Refuse a result that unfolds to something huge: a list of shared lists costs little to make
    and everything to write down."""
    if value.__class__ is not list and value.__class__ is not dict:
        return value
    waiting: list[tuple[object, int]] = [(value, 0)]
    items = characters = 0
    while waiting:
        item, depth = waiting.pop()
        items += 1
        if isinstance(item, str):
            characters += len(item)
        elif isinstance(item, list):
            waiting.extend((part, depth + 1) for part in item)
        elif isinstance(item, dict):
            characters += sum(map(len, item))
            waiting.extend((part, depth + 1) for part in item.values())
        if items > MAX_LIST or characters > MAX_STRING or depth > MAX_VALUE_DEPTH:
            raise FeelLimitError("result_too_large", "the result is too large")
    return value
