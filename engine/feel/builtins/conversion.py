"""Functions that make a value from another (DMN 1.5, 10.3.4.1, table 72)."""

import re
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.values import calendar, clock
from engine.feel.values.calendar import Date
from engine.feel.values.clock import DateTime, Time
from engine.feel.values.durations import SECOND, DaysTime, YearsMonths
from engine.feel.values.kinds import NUMBERS, Function, Range, whole_part
from engine.feel.values.temporal import parse_date, parse_date_time, parse_duration, parse_time
from engine.feel.values.text import to_text
from engine.feel.values.zones import fixed

_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,9})?", re.ASCII)


@builtin("date", "from")
def date_from(source: str | Date | DateTime) -> Date | None:
    """``date("2026-09-01")``, or the day of a date and time."""
    if isinstance(source, str):
        return parse_date(source)
    return source.date if isinstance(source, DateTime) else source


@builtin("date", "year", "month", "day")
def date_of(year: Decimal, month: Decimal, day: Decimal) -> Date | None:
    """``date(2026, 9, 1)``; null if there is no such day."""
    if not _are_whole(year, month, day):
        return None
    try:
        return calendar.date_of(whole_part(year), whole_part(month), whole_part(day))
    except (ValueError, OverflowError):
        return None


@builtin("time", "from")
def time_from(source: str | Date | Time | DateTime) -> Time | None:
    """``time("08:00:00@Europe/Paris")``, the time of a date and time, midnight UTC of a date."""
    if isinstance(source, str):
        return parse_time(source)
    if isinstance(source, Date):
        source = clock.midnight(source)
    return source.time if isinstance(source, DateTime) else source


@builtin("time", "hour", "minute", "second", "offset")
def time_of(
    hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTime | None = None
) -> Time | None:
    """``time(8, 30, 0)``, ``time(8, 30, 0.5, duration("PT2H"))``: with an offset from UTC.

    An offset is whole seconds, 14 hours at most (table 66).
    """
    if not _are_whole(hour, minute):
        return None
    seconds, rest = divmod(offset.nanoseconds if offset else 0, SECOND)
    zone = fixed(seconds) if offset else None
    if rest or (offset and zone is None):
        return None
    try:
        return clock.time_of(
            whole_part(hour), whole_part(minute), whole_part(NUMBERS.multiply(second, SECOND)), zone
        )
    except (ValueError, OverflowError):
        return None


@builtin("date and time", "from")
def date_and_time_from(source: str | DateTime) -> DateTime | None:
    """``date and time("2026-09-01T08:00:00")``."""
    return parse_date_time(source) if isinstance(source, str) else source


@builtin("date and time", "date", "time")
def date_and_time_of(date: Date | DateTime, time: Time) -> DateTime:
    """``date and time(today(), time("08:00:00@Europe/Paris"))``."""
    return DateTime(date.date if isinstance(date, DateTime) else date, time)


@builtin("duration", "from")
def duration(source: str | DaysTime | YearsMonths) -> DaysTime | YearsMonths | None:
    """``duration("P9M")``, ``duration("P1DT12H")``."""
    return parse_duration(source) if isinstance(source, str) else source


@builtin("years and months duration", "from", "to")
def years_and_months_duration(start: Date | DateTime, end: Date | DateTime) -> YearsMonths:
    """``years and months duration(d1, d2)``: the whole months from one day to another."""
    first = start.date if isinstance(start, DateTime) else start
    last = end.date if isinstance(end, DateTime) else end
    sign = 1
    if first > last:
        first, last, sign = last, first, -1
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return YearsMonths(sign * months)


@builtin("string", "from")
def string(source: object) -> str | None:
    """``string(1.50)`` is "1.5"; null of null and of a function."""
    return None if source is None or isinstance(source, Function) else to_text(source)


@builtin("number", "from", "grouping separator", "decimal separator")
def number(
    source: str, grouping: str | None = None, separator: str | None = None
) -> Decimal | None:
    """``number("1 500,25", " ", ",")`` is 1500.25.

    Null for separators other than those of the table, or one and the same for both.
    """
    if grouping not in (None, " ", ",", ".") or separator not in (None, ",", "."):
        return None
    if grouping is not None and grouping == separator:
        return None
    text = source.replace(grouping, "") if grouping else source
    text = text.replace(separator, ".") if separator else text
    return NUMBERS.create_decimal(text) if _NUMBER.fullmatch(text) else None


@builtin("number", "from")
def number_from(source: Decimal) -> Decimal:
    """``number(1)`` is 1."""
    return source


@builtin("range", "from")
def range_from(source: str) -> Range | None:
    """``range("[1..3]")``, ``range("[2..)")``: the ends are literals, and one may be missing."""
    from engine.feel.parser.range_text import parse_range  # the parser needs the built-in functions

    return parse_range(source)


def _are_whole(*numbers: Decimal) -> bool:
    return all(one == one.to_integral_value() for one in numbers)
