"""Offsets and time zones (DMN 1.5, 10.3.4.1: an offset, or a name of the IANA database).

Python knows the rules of a zone for the years 1 to 9999. Before them, the earliest offset holds;
after them, that of the same day in the last cycle of 400 years.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from engine.feel.values.calendar import CYCLE_YEARS, Date

# The programme lives in metropolitan France: now() and today() are told in its time.
HOME_ZONE: Final = ZoneInfo("Europe/Paris")
MAX_OFFSET: Final = 14 * 3600
EARLIEST: Final = datetime(1, 1, 1)  # noqa: DTZ001  # clocks of a zone
LAST_KNOWN_YEAR: Final = 9998  # a day on either side of it is still one of Python's

_OFFSET = re.compile(r"([+-])(\d\d):([0-5]\d)(?::([0-5]\d))?", re.ASCII)


def parse_zone(text: str) -> tzinfo | None:
    """``Z``, ``+02:00`` or ``@Europe/Paris``; null beyond 14 hours, or without such a zone."""
    if text in ("Z", "z"):
        return UTC
    if text.startswith("@"):
        return ZoneInfo(text[1:]) if text[1:] in _zone_names() else None
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    seconds = int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4] or 0)
    return fixed(seconds if match[1] == "+" else -seconds)


def fixed(seconds: int) -> tzinfo | None:
    """The offset of so many seconds; null beyond 14 hours, as in XML Schema."""
    if abs(seconds) > MAX_OFFSET:
        return None
    return timezone(timedelta(seconds=seconds)) if seconds else UTC


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def offset_at(zone: tzinfo, day: Date, second: int, fold: int) -> int:
    """The seconds before UTC of clocks that show this day and second."""
    if isinstance(zone, timezone):
        return _seconds(zone.utcoffset(None))
    return _seconds(zone.utcoffset(_known(day, second, fold)))


def offset_of_instant(zone: tzinfo, day: Date, second: int) -> tuple[int, int]:
    """The seconds before UTC when it is this day and second in UTC, and the fold there."""
    if isinstance(zone, timezone) or day.year < 2:
        return offset_at(zone, day, second, 0), 0
    there = _known(day, second).replace(tzinfo=UTC).astimezone(zone)
    return _seconds(there.utcoffset()), there.fold


@lru_cache(maxsize=256)
def standard_offset(zone: tzinfo) -> int:
    """The seconds before UTC without a date: the standard time of the zone, by its latest rules.

    Summer time is ahead of standard time, hence the lesser of January and July.
    """
    winter, summer = datetime(2037, 1, 1), datetime(2037, 7, 1)  # noqa: DTZ001  # clocks of the zone
    return min(_seconds(zone.utcoffset(winter)), _seconds(zone.utcoffset(summer)))


def _known(day: Date, second: int, fold: int = 0) -> datetime:
    """The same day and second in a year whose rules Python knows."""
    year = day.year
    if year < 1:
        return EARLIEST
    if year > LAST_KNOWN_YEAR:
        first = LAST_KNOWN_YEAR - CYCLE_YEARS + 1
        year = first + (year - first) % CYCLE_YEARS
    hour, minute = second // 3600, second // 60 % 60
    shown = datetime(year, day.month, day.day, hour, minute, second % 60)  # noqa: DTZ001  # as above
    return shown.replace(fold=1) if fold else shown


def _seconds(offset: timedelta | None) -> int:
    return 0 if offset is None else offset.days * 86_400 + offset.seconds
