"""Times of day, and moments: a day with a time (DMN 1.5, 10.3.2.3.4 and 10.3.2.3.6).

Moments with an offset or a zone stand on one line, the nanoseconds since the first day of the
year 1 in UTC; the others stand on a line of their own.
"""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Final

from engine.feel.values.calendar import Date, date_at, day_number
from engine.feel.values.durations import DAY, HOUR, MINUTE, SECOND
from engine.feel.values.zones import offset_at, offset_of_instant, standard_offset


@dataclass(slots=True, unsafe_hash=True)
class Time:
    """A time of day, in nanoseconds since midnight, with an offset, a zone by name, or neither."""

    nanosecond: Final[int]
    zone: Final[tzinfo | None] = None


@dataclass(slots=True, unsafe_hash=True)
class DateTime:
    """A day and a time. ``fold`` is 1 in the second of the two hours where summer time ends."""

    date: Final[Date]
    time: Final[Time]
    fold: Final[int] = 0


def time_of(hour: int, minute: int, nanosecond: int, zone: tzinfo | None = None) -> Time:
    """The time at so many nanoseconds of a minute; ValueError where a clock shows no such time."""
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= nanosecond < MINUTE):
        raise ValueError("no such time of day")
    return Time(hour * HOUR + minute * MINUTE + nanosecond, zone)


def parts_of(time: Time) -> tuple[int, int, int, int]:
    """The hour, the minute, the second and the nanosecond that a clock shows."""
    minutes, rest = divmod(time.nanosecond, MINUTE)
    seconds, nanosecond = divmod(rest, SECOND)
    return minutes // 60, minutes % 60, seconds, nanosecond


def midnight(day: Date) -> DateTime:
    """A date where a date and time is wanted: midnight UTC (DMN 1.5, 10.3.2.9.4)."""
    return DateTime(day, Time(0, UTC))


def zone_of(value: Time | DateTime) -> tzinfo | None:
    """The offset or zone of a time or of a date and time."""
    return value.zone if isinstance(value, Time) else value.time.zone


def on_clock(moment: DateTime) -> int:
    """The nanoseconds that the calendar and the clock on the wall have counted."""
    return day_number(moment.date) * DAY + moment.time.nanosecond


def ahead_of_utc(moment: DateTime) -> int:
    """The nanoseconds that the clocks of a moment stand before UTC; 0 without a zone."""
    zone = moment.time.zone
    if zone is None or zone is UTC:
        return 0
    return offset_at(zone, moment.date, moment.time.nanosecond // SECOND, moment.fold) * SECOND


def instant(moment: DateTime) -> int:
    """The place of a moment on the line of UTC; of one without a zone, what its clock shows."""
    return on_clock(moment) - ahead_of_utc(moment)


def moment_at(place: int, zone: tzinfo | None) -> DateTime:
    """The moment at a place of the line, as the clocks of the zone show it."""
    fold = 0
    if zone is not None and zone is not UTC:
        day, nanosecond = divmod(place, DAY)
        offset, fold = offset_of_instant(zone, date_at(day), nanosecond // SECOND)
        place += offset * SECOND
    day, nanosecond = divmod(place, DAY)
    return DateTime(date_at(day), Time(nanosecond, zone), fold)


def offset_of(value: Time | DateTime) -> int | None:
    """The seconds that clocks stand before UTC; without a date, in the standard time of a zone."""
    zone = zone_of(value)
    if zone is None:
        return None
    return standard_offset(zone) if isinstance(value, Time) else ahead_of_utc(value) // SECOND


def in_utc(time: Time) -> int:
    """The nanoseconds since midnight UTC, possibly of the day before or after."""
    return time.nanosecond - (offset_of(time) or 0) * SECOND
