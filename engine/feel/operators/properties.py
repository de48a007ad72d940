"""``value.name``: an entry of a context, a property of a date, a duration or a range.

Only the names of these tables are answered (DMN 1.5, tables 65 to 67); Python attributes never
are.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from engine.feel.limits import spend
from engine.feel.values.calendar import Date, twin
from engine.feel.values.clock import DateTime, Time, offset_of
from engine.feel.values.durations import DAY, HOUR, MINUTE, SECOND, DaysTime, YearsMonths
from engine.feel.values.kinds import NUMBERS, Range, Unbounded


def path(value: object, name: str) -> object:
    """``value.name``; of a list, the list of what each item answers."""
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, list):
        spend(1 + len(value) // 2)
        return [path(item, name) for item in value]
    read = PROPERTIES.get(value.__class__, {}).get(name)
    return None if read is None else read(value)


def _part(size: int, whole: int) -> Callable[[int], Decimal]:
    """How many times ``size`` a count holds, the bigger parts of ``whole`` taken away.

    Of a negative duration every part is negative.
    """

    def read(count: int) -> Decimal:
        part = abs(count) % whole // size if whole else abs(count) // size
        return Decimal(-part if count < 0 else part)

    return read


def _seconds(nanoseconds: int) -> Decimal:
    """The seconds of a minute, with their fraction (table 66)."""
    rest = abs(nanoseconds) % MINUTE
    return NUMBERS.divide(Decimal(-rest if nanoseconds < 0 else rest), Decimal(SECOND))


def _offset(value: Time | DateTime) -> DaysTime | None:
    seconds = offset_of(value)
    return None if seconds is None else DaysTime(seconds * SECOND)


def _zone_name(time: Time) -> str | None:
    return time.zone.key if isinstance(time.zone, ZoneInfo) else None


def _end(value: object) -> object:
    return None if isinstance(value, Unbounded) else value


Properties = dict[str, Callable[..., object]]

HOURS, MINUTES = _part(HOUR, DAY), _part(MINUTE, HOUR)
OF_A_DATE: Final[Properties] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(twin(day).isoweekday()),
}
OF_A_TIME: Final[Properties] = {
    "hour": lambda time: HOURS(time.nanosecond),
    "minute": lambda time: MINUTES(time.nanosecond),
    "second": lambda time: _seconds(time.nanosecond),
    "timezone": _zone_name,
}


def _of(part: Callable[[DateTime], object], properties: Properties) -> Properties:
    """The properties of the date or of the time of a date and time."""
    return {name: lambda moment, read=read: read(part(moment)) for name, read in properties.items()}


PROPERTIES: Final[dict[type, Properties]] = {
    Date: OF_A_DATE,
    Time: OF_A_TIME | {"time offset": _offset},
    DateTime: {
        **_of(lambda moment: moment.date, OF_A_DATE),
        **_of(lambda moment: moment.time, OF_A_TIME),
        "time offset": _offset,
    },
    DaysTime: {
        "days": lambda length: _part(DAY, 0)(length.nanoseconds),
        "hours": lambda length: HOURS(length.nanoseconds),
        "minutes": lambda length: MINUTES(length.nanoseconds),
        "seconds": lambda length: _seconds(length.nanoseconds),
    },
    YearsMonths: {
        "years": lambda length: _part(12, 0)(length.months),
        "months": lambda length: _part(1, 12)(length.months),
    },
    Range: {
        "start": lambda value: _end(value.start),
        "end": lambda value: _end(value.end),
        "start included": lambda value: value.start_included,
        "end included": lambda value: value.end_included,
    },
}
