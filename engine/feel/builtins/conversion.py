"""Functions that make a value from another (DMN 1.5, 10.3.4.1)."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.values.kinds import NUMBERS, Function, Range, YearsMonths
from engine.feel.values.temporal import parse_date, parse_date_time, parse_duration, parse_time
from engine.feel.values.text import to_text

_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,9})?", re.ASCII)


@builtin("date", "from")
def date_from(source: str | date | datetime) -> date | None:
    """``date("2026-09-01")``, or the day of a date and time."""
    if isinstance(source, str):
        return parse_date(source)
    return source.date() if isinstance(source, datetime) else source


@builtin("date", "year", "month", "day")
def date_of(year: Decimal, month: Decimal, day: Decimal) -> date | None:
    """``date(2026, 9, 1)``; null if there is no such day."""
    if not _are_whole(year, month, day):
        return None
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


@builtin("time", "from")
def time_from(source: str | date | time | datetime) -> time | None:
    """``time("08:00:00@Europe/Paris")``, the time of a date and time, midnight UTC of a date."""
    if isinstance(source, str):
        return parse_time(source)
    if isinstance(source, datetime):
        return source.timetz()
    return source if isinstance(source, time) else time(tzinfo=UTC)


@builtin("time", "hour", "minute", "second", "offset")
def time_of(
    hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None = None
) -> time | None:
    """``time(8, 30, 0)``, with an offset from UTC if wanted."""
    if not _are_whole(hour, minute):
        return None
    microsecond = int(second % 1 * 1_000_000)
    try:
        zone = None if offset is None else timezone(offset)
        return time(int(hour), int(minute), int(second), microsecond, tzinfo=zone)
    except (ValueError, OverflowError):
        return None


@builtin("date and time", "from")
def date_and_time_from(source: str | datetime) -> datetime | None:
    """``date and time("2026-09-01T08:00:00")``."""
    return parse_date_time(source) if isinstance(source, str) else source


@builtin("date and time", "date", "time")
def date_and_time_of(date: date | datetime, time: time) -> datetime:
    """``date and time(today(), time("08:00:00@Europe/Paris"))``."""
    return datetime(
        date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
        time.tzinfo,
    )  # fmt: skip


@builtin("duration", "from")
def duration(source: str | timedelta | YearsMonths) -> timedelta | YearsMonths | None:
    """``duration("P9M")``, ``duration("P1DT12H")``."""
    return parse_duration(source) if isinstance(source, str) else source


@builtin("years and months duration", "from", "to")
def years_and_months_duration(start: date | datetime, end: date | datetime) -> YearsMonths:
    """``years and months duration(d1, d2)``: the whole months from one day to another."""
    sign = 1
    if (start.year, start.month, start.day) > (end.year, end.month, end.day):
        start, end, sign = end, start, -1
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return YearsMonths(sign * months)


@builtin("string", "from")
def string(source: object) -> str | None:
    """``string(1.50)`` is "1.5"; null of null and of a function."""
    return None if source is None or isinstance(source, Function) else to_text(source)


@builtin("number", "from", "grouping separator", "decimal separator")
def number(
    source: str, grouping: str | None = None, separator: str | None = None
) -> Decimal | None:
    """``number("1 500,25", " ", ",")`` is 1500.25."""
    if grouping not in (None, " ", ",", ".") or separator not in (None, ",", "."):
        return None
    if grouping is not None and grouping == (separator or "."):
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
    """``range("[1..3]")``: the ends are literals, and both are there."""
    from engine.feel.parser.range_text import parse_range  # the parser needs the built-in functions

    return parse_range(source)


def _are_whole(*numbers: Decimal) -> bool:
    return all(one == one.to_integral_value() for one in numbers)
