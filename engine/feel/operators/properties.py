"""``value.name``: an entry of a context, a property of a date, a duration or a range.

Only the names of these tables are answered (DMN 1.5, table 65); Python attributes never are.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from engine.feel.limits import check_list, spend
from engine.feel.values.kinds import Range, Unbounded, YearsMonths
from engine.feel.values.temporal import in_microseconds


def path(value: object, name: str) -> object:
    """``value.name``; of a list, the list of what each item answers."""
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, list):
        spend()
        check_list(len(value))
        return [path(item, name) for item in value]
    read = PROPERTIES.get(value.__class__, {}).get(name)
    return None if read is None else read(value)


def _part(microseconds: int, size: int) -> Callable[[timedelta], Decimal]:
    def read(length: timedelta) -> Decimal:
        count = abs(in_microseconds(length)) // microseconds
        count = count % size if size else count
        return Decimal(-count if length < timedelta() else count)

    return read


def _zone_name(moment: time | datetime) -> str | None:
    return moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else None


def _years(length: YearsMonths) -> Decimal:
    years = abs(length.months) // 12
    return Decimal(-years if length.months < 0 else years)


def _months(length: YearsMonths) -> Decimal:
    months = abs(length.months) % 12
    return Decimal(-months if length.months < 0 else months)


def _end(value: object) -> object:
    return None if isinstance(value, Unbounded) else value


Properties = dict[str, Callable[..., object]]

OF_A_DATE: Final[Properties] = {
    "year": lambda value: Decimal(value.year),
    "month": lambda value: Decimal(value.month),
    "day": lambda value: Decimal(value.day),
    "weekday": lambda value: Decimal(value.isoweekday()),
}
OF_A_TIME: Final[Properties] = {
    "hour": lambda value: Decimal(value.hour),
    "minute": lambda value: Decimal(value.minute),
    "second": lambda value: Decimal(value.second),
    "time offset": lambda value: value.utcoffset(),
    "timezone": _zone_name,
}
PROPERTIES: Final[dict[type, Properties]] = {
    date: OF_A_DATE,
    time: OF_A_TIME,
    datetime: OF_A_DATE | OF_A_TIME,
    timedelta: {
        "days": _part(86_400_000_000, 0),
        "hours": _part(3_600_000_000, 24),
        "minutes": _part(60_000_000, 60),
        "seconds": _part(1_000_000, 60),
    },
    YearsMonths: {"years": _years, "months": _months},
    Range: {
        "start": lambda value: _end(value.start),
        "end": lambda value: _end(value.end),
        "start included": lambda value: value.start_included,
        "end included": lambda value: value.end_included,
    },
}
