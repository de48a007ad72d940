"""The values of FEEL and the Python classes that carry them (DMN 1.5, 10.3.2.2).

number = Decimal (34 digits), string = str, boolean = bool, null = None, list = list,
context = dict, date, time, date and time = datetime, days and time duration = timedelta,
years and months duration = YearsMonths, range = Range, function = Function.
"""

import decimal
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import total_ordering
from typing import Final

from engine.feel.errors import FeelEvaluationError, FeelLimitError
from engine.feel.limits import MAX_EXPONENT, MAX_LIST, MAX_STRING, MAX_VALUE_DEPTH, check_list

NUMBERS: Final = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emax=MAX_EXPONENT,
    Emin=-MAX_EXPONENT + 1,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)


@total_ordering
@dataclass(frozen=True, slots=True)
class YearsMonths:
    """A years and months duration, counted in months."""

    months: int

    def __lt__(self, other: "YearsMonths") -> bool:
        return self.months < other.months


class Unbounded(Enum):
    """The side of a range that has no end, as in ``(< 10)``."""

    UNBOUNDED = "unbounded"


UNBOUNDED: Final = Unbounded.UNBOUNDED


@dataclass(frozen=True, slots=True)
class Range:
    """The values between two ends. An end of null is unknown; UNBOUNDED is no end."""

    start: object
    end: object
    start_included: bool = True
    end_included: bool = True


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
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
    YearsMonths: "years and months duration",
    Range: "range",
}


def kind_of(value: object) -> str:
    """The FEEL type of a value."""
    return KINDS.get(value.__class__, "function")


def to_feel(value: object, depth: int = 0) -> object:
    """The FEEL value of a Python value, copied, so that no Python object is reachable from FEEL.

    Integers and floats become Decimal, mappings become contexts, sequences become lists.
    Anything FEEL does not know is refused.
    """
    if value is None or value.__class__ in _AS_IS:
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if depth > MAX_VALUE_DEPTH:
        raise FeelLimitError("value_too_deep", f"a value nested more than {MAX_VALUE_DEPTH} times")
    if isinstance(value, Mapping):
        check_list(len(value))
        return {str(key): to_feel(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        check_list(len(value))
        return [to_feel(item, depth + 1) for item in value]
    return _other(value)


_AS_IS: Final = frozenset({bool, str, date, time, datetime, timedelta, YearsMonths, Range})


def _number(value: float | Decimal) -> Decimal | None:
    if isinstance(value, int):
        if value.bit_length() > 4 * MAX_EXPONENT:
            raise FeelLimitError("number_too_large", "a number outside of decimal128")
        return NUMBERS.create_decimal(value)
    if isinstance(value, float):
        return NUMBERS.create_decimal(repr(value)) if math.isfinite(value) else None
    return NUMBERS.plus(value) if value.is_finite() else None


def _other(value: object) -> object:
    if isinstance(value, Function):
        return value
    if isinstance(value, datetime):  # a subclass, as some clocks of tests give
        return datetime.combine(date(value.year, value.month, value.day), value.timetz())
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    raise FeelEvaluationError("foreign_value", f"FEEL has no value of the class {type(value)!r}")


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
