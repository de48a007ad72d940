"""Dates, times and durations from text (DMN 1.5, 10.3.2.3.4 to 7). Text out of shape gives null."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from engine.feel.values.kinds import YearsMonths

# The programme lives in metropolitan France: now() and today() are told in its time.
HOME_ZONE: Final = ZoneInfo("Europe/Paris")
DAY: Final = timedelta(days=1)
MICROSECOND: Final = timedelta(microseconds=1)
MAX_MONTHS: Final = 12 * 10**9

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"T?(\d\d):(\d\d):(\d\d)(?:\.(\d{1,30}))?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@[\w/+-]{1,64})?",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?", re.ASCII)
_MONTHS = re.compile(r"(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-?)P(?:(\d{1,12})W)?(?:(\d{1,12})D)?"
    r"(?:T(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,15}(?:\.\d{0,30})?)S)?)?",
    re.ASCII,
)


def parse_date(text: str) -> date | None:
    """``2026-09-01``; years 0001 to 9999."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """``08:00:00``, with a fraction, and an offset or a zone: ``08:00:00@Europe/Paris``."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    zone = parse_zone(match[5]) if match[5] else None
    if match[5] and zone is None:
        return None
    microsecond = int((match[4] or "0")[:6].ljust(6, "0"))
    hour = 0 if _is_end_of_day(text) else int(match[1])
    try:
        return time(hour, int(match[2]), int(match[3]), microsecond, tzinfo=zone)
    except ValueError:
        return None


def parse_date_time(text: str) -> datetime | None:
    """A date, ``T`` and a time; a date alone is its midnight."""
    day_text, separator, time_text = text.partition("T")
    day = parse_date(day_text)
    if day is None:
        return None
    moment = parse_time(time_text) if separator else time()
    if moment is None or time_text.startswith("T"):
        return None
    try:
        return datetime.combine(day + _is_end_of_day(time_text) * DAY, moment)
    except OverflowError:
        return None


def _is_end_of_day(text: str) -> bool:
    """``24:00:00`` is the midnight that ends the day."""
    return text.removeprefix("T").startswith("24:00:00") and not text[8:].startswith(".")


def parse_zone(text: str) -> tzinfo | None:
    """``Z``, ``+02:00`` or ``@Europe/Paris``."""
    if text in ("Z", "z"):
        return UTC
    if text.startswith("@"):
        return ZoneInfo(text[1:]) if text[1:] in _zone_names() else None
    match = _OFFSET.fullmatch(text)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59 or int(match[4] or 0) > 59:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return timezone(offset if match[1] == "+" else -offset)


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def parse_duration(text: str) -> timedelta | YearsMonths | None:
    """``P1Y2M`` is years and months, ``P1DT2H`` (or ``P2W``) is days and time; null otherwise."""
    if text[-1:] in ("P", "T") or not text:
        return None
    if match := _MONTHS.fullmatch(text):
        months = int(match[2] or 0) * 12 + int(match[3] or 0)
        return None if months > MAX_MONTHS else YearsMonths(-months if match[1] else months)
    match = _DAYS.fullmatch(text)
    if match is None:
        return None
    try:
        return _days_and_time(*match.groups(default="0"))
    except OverflowError:
        return None


def _days_and_time(
    sign: str, weeks: str, days: str, hours: str, minutes: str, seconds: str
) -> timedelta:
    length = timedelta(weeks=int(weeks), days=int(days), hours=int(hours), minutes=int(minutes))
    length += timedelta(microseconds=int(Decimal(seconds) * 1_000_000))
    return -length if sign == "-" else length


def parse_temporal(text: str) -> object:
    """The value of an at-literal ``@"…"``: a date, a time, a date and time or a duration."""
    for parse in (parse_duration, parse_date, parse_time, parse_date_time):
        value = parse(text)
        if value is not None:
            return value
    return None


def in_microseconds(length: timedelta) -> int:
    """A duration as whole microseconds, exactly."""
    return length // MICROSECOND
