"""The border: what comes in from Python becomes FEEL's, what goes out becomes Python's again.

Outside, dates, times, dates and times and days and time durations are those of the standard
library. A value that it cannot hold exactly (the year 12026, a nanosecond) stays as FEEL has it.
"""

import decimal
import math
from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from engine.feel.errors import FeelEvaluationError, FeelLimitError
from engine.feel.limits import MAX_EXPONENT, MAX_VALUE_DEPTH, check_list
from engine.feel.values import temporal
from engine.feel.values.calendar import Date
from engine.feel.values.characters import characters
from engine.feel.values.clock import DateTime, Time, parts_of
from engine.feel.values.durations import SECOND, DaysTime, YearsMonths
from engine.feel.values.kinds import NUMBERS, Function, Range, Unbounded

MICROSECOND: Final = timedelta(microseconds=1)
PER_MICROSECOND: Final = 1_000  # nanoseconds


def to_feel(value: object, depth: int = 0) -> object:
    """The FEEL value of a Python value, copied, so that no Python object is reachable from FEEL.

    Integers and floats become Decimal, mappings become contexts, sequences become lists.
    Anything FEEL does not know is refused.
    """
    if value is None or value.__class__ in AS_IS:
        return value
    change = INWARD.get(value.__class__)
    if change is not None:
        return change(value)
    if depth > MAX_VALUE_DEPTH:
        raise FeelLimitError("value_too_deep", f"a value nested more than {MAX_VALUE_DEPTH} times")
    if isinstance(value, Mapping):
        check_list(len(value))
        return {characters(str(key)): to_feel(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        check_list(len(value))
        return [to_feel(item, depth + 1) for item in value]
    return _of_a_subclass(value)


def to_python(value: object) -> object:
    """The value as Python's own classes have it, where they hold it exactly; else as it is."""
    if isinstance(value, list):
        return [to_python(item) for item in value]
    if isinstance(value, dict):
        return {key: to_python(item) for key, item in value.items()}
    change = OUTWARD.get(value.__class__)
    return value if change is None else change(value)


def parse_duration(text: str) -> timedelta | YearsMonths | DaysTime | None:
    """A duration from text, as the callers of FEEL see it; null when the text is none."""
    length = temporal.parse_duration(text)
    return _timedelta(length) if isinstance(length, DaysTime) else length


def _number(value: Decimal) -> Decimal | None:
    return _rounded(value) if value.is_finite() else None


def _integer(value: int) -> Decimal:
    if value.bit_length() > 4 * MAX_EXPONENT:  # too long to be converted in time
        raise FeelLimitError("number_too_large", "a number outside of decimal128")
    return _rounded(Decimal(value))


def _rounded(value: Decimal) -> Decimal:
    try:
        return NUMBERS.plus(value)
    except decimal.Overflow:
        raise FeelLimitError("number_too_large", "a number outside of decimal128") from None


def _float(value: float) -> Decimal | None:
    return NUMBERS.create_decimal(repr(value)) if math.isfinite(value) else None


@lru_cache(maxsize=4096)
def _day(value: date) -> Date:
    return Date(value.year, value.month, value.day)


def _clock(value: time | datetime) -> Time:
    seconds = (value.hour * 60 + value.minute) * 60 + value.second
    zone = value.tzinfo
    if zone.__class__ not in OWN_ZONES:  # of someone else's, told by its offset
        offset = value.utcoffset()
        zone = None if offset is None else timezone(offset)
    return Time(seconds * SECOND + value.microsecond * PER_MICROSECOND, zone)


def moment_of(value: datetime) -> DateTime:
    """The FEEL value of a date and time of Python."""
    return DateTime(_day(value.date()), _clock(value), value.fold)


def _of_a_subclass(value: object) -> object:
    """The value of a class derived from Python's own, as the clocks of tests are."""
    for kind in (str, bool, int, float, Decimal, datetime, date, time, timedelta):
        if isinstance(value, kind):
            return INWARD[kind](str.__str__(value) if isinstance(value, str) else value)
    if isinstance(value, Function):
        return value
    raise FeelEvaluationError("foreign_value", f"FEEL has no value of the class {type(value)!r}")


def _range(value: Range, change: Callable[[object], object]) -> Range:
    start, end = change(value.start), change(value.end)
    return Range(start, end, value.start_included, value.end_included, value.sign)


def _python_date(value: Date) -> object:
    has_year = MINYEAR <= value.year <= MAXYEAR
    return date(value.year, value.month, value.day) if has_year else value


def _python_time(value: Time) -> object:
    hour, minute, second, nanosecond = parts_of(value)
    if nanosecond % PER_MICROSECOND:
        return value
    return time(hour, minute, second, nanosecond // PER_MICROSECOND, value.zone)


def _python_moment(value: DateTime) -> object:
    day, clock = _python_date(value.date), _python_time(value.time)
    if not isinstance(day, date) or not isinstance(clock, time):
        return value
    return datetime.combine(day, clock.replace(fold=value.fold))


def _timedelta(value: DaysTime) -> timedelta | DaysTime:
    if value.nanoseconds % PER_MICROSECOND:
        return value
    try:
        return timedelta(microseconds=value.nanoseconds // PER_MICROSECOND)
    except OverflowError:
        return value


OWN_ZONES: Final = frozenset({type(None), timezone, ZoneInfo})
AS_IS: Final = frozenset({bool, Date, Time, DateTime, DaysTime, YearsMonths, Unbounded})
INWARD: Final[dict[type, Callable[[Any], object]]] = {
    str: characters,
    Decimal: _number,
    int: _integer,
    float: _float,
    date: _day,
    datetime: moment_of,
    time: _clock,
    timedelta: lambda value: DaysTime(value // MICROSECOND * PER_MICROSECOND),
    Range: lambda value: _range(value, to_feel),
}
OUTWARD: Final[dict[type, Callable[[Any], object]]] = {
    Date: _python_date,
    Time: _python_time,
    DateTime: _python_moment,
    DaysTime: _timedelta,
    Range: lambda value: _range(value, to_python),
}
