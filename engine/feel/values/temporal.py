"""Dates, times and durations from text (DMN 1.5, 10.3.4.1). Text out of shape gives null."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

from engine.feel.values.calendar import Date, date_at, date_of, day_number
from engine.feel.values.clock import DateTime, Time, time_of
from engine.feel.values.durations import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    DaysTime,
    YearsMonths,
    days_time,
    years_months,
)
from engine.feel.values.zones import parse_zone

LONGEST: Final = 100  # characters; longer texts than any value needs are none

_DATE = re.compile(r"(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"T?(\d\d):(\d\d):(\d\d)(?:\.(\d{1,30}))?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@[\w/+-]{1,64})?",
    re.ASCII,
)
_MONTHS = re.compile(r"(-?)P(?:(\d{1,15})Y)?(?:(\d{1,15})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-?)P(?:(\d{1,15})W)?(?:(\d{1,15})D)?"
    r"(?:T(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,30}))?S)?)?",
    re.ASCII,
)
Value = TypeVar("Value")


def _remembered(parse: Callable[[str], Value]) -> Callable[[str], Value | None]:
    """A parser that keeps its last answers: a condition reads the same few texts again."""
    kept = lru_cache(maxsize=1024)(parse)
    return lambda text: kept(text) if len(text) <= LONGEST else None


@_remembered
def parse_date(text: str) -> Date | None:
    """``2026-09-01``, ``-0044-03-15``, ``12026-09-01``."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match[2])
    try:
        return date_of(-year if match[1] else year, int(match[3]), int(match[4]))
    except ValueError:
        return None


@_remembered
def parse_time(text: str) -> Time | None:
    """``08:00:00``, with a fraction, and an offset or a zone: ``08:00:00@Europe/Paris``."""
    read = _clock(text)
    return None if read is None else read[0]


@_remembered
def parse_date_time(text: str) -> DateTime | None:
    """A date, ``T`` and a time; a date alone is its midnight."""
    day_text, separator, time_text = text.partition("T")
    day = parse_date(day_text)
    read = _clock(time_text) if separator else (Time(0), False)
    if day is None or read is None or time_text.startswith("T"):
        return None
    time, ends_day = read
    try:
        return DateTime(date_at(day_number(day) + 1) if ends_day else day, time)
    except OverflowError:
        return None


def _clock(text: str) -> tuple[Time, bool] | None:
    """The time, and whether it is ``24:00:00``, the midnight that ends the day."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    zone = parse_zone(match[5]) if match[5] else None
    if match[5] and zone is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    nanosecond = second * SECOND + _nanoseconds(match[4])
    ends_day = hour == 24 and minute == nanosecond == 0
    try:
        return time_of(0 if ends_day else hour, minute, nanosecond, zone), ends_day
    except ValueError:
        return None


def _nanoseconds(fraction: str | None) -> int:
    """The digits after the point of a second."""
    return int(fraction[:9].ljust(9, "0")) if fraction else 0


@_remembered
def parse_duration(text: str) -> DaysTime | YearsMonths | None:
    """``P1Y2M`` is years and months, ``P1DT2H`` (or ``P2W``, of ISO 8601) days and time."""
    if text[-1:] in ("P", "T"):
        return None
    try:
        if match := _MONTHS.fullmatch(text):
            months = int(match[2] or 0) * 12 + int(match[3] or 0)
            return years_months(-months if match[1] else months)
        if match := _DAYS.fullmatch(text):
            weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:6])
            length = (weeks * 7 + days) * DAY + hours * HOUR + minutes * MINUTE
            length += seconds * SECOND + _nanoseconds(match[7])
            return days_time(-length if match[1] else length)
    except OverflowError:
        pass
    return None


def parse_temporal(text: str) -> object:
    """The value of an at-literal ``@"…"``: a date, a time, a date and time or a duration."""
    for parse in (parse_duration, parse_date, parse_time, parse_date_time):
        value = parse(text)
        if value is not None:
            return value
    return None
