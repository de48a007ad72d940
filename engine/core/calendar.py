"""Paris days, French public holidays, and the arithmetic of legal delays.

Sources: Code du travail L.3133-1 (the eleven holidays), CPC 641 (days and months)
and CPC 642 (report au prochain jour ouvrable).
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

PARIS = ZoneInfo("Europe/Paris")
SATURDAY, SUNDAY = 5, 6


def paris_day(instant: datetime) -> date:
    """The day it is in Paris at ``instant`` (which must be aware)."""
    return instant.astimezone(PARIS).date()


def at_paris(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """The UTC instant of ``hour:minute`` on ``day`` in Paris, summer time included."""
    return datetime.combine(day, time(hour, minute), PARIS).astimezone(UTC)


def iso_day(text: object) -> date | None:
    """The day of an ISO text, as answers and sealed rows keep it; None for nothing."""
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def add_months(day: date, months: int) -> date:
    """The same quantième ``months`` later, else the last day of that month (CPC 641)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_holiday(day: date) -> bool:
    """True on one of the eleven French public holidays (L.3133-1)."""
    return day in _holidays(day.year)


def holiday_name(day: date) -> str:
    """What the public holiday of that day is called in French; empty on another day."""
    return str(holidays.country_holidays("FR", years=day.year, language="fr").get(day, ""))


def is_ouvre(day: date) -> bool:
    """Jour ouvré: Monday to Friday, not a public holiday."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def is_ouvrable(day: date) -> bool:
    """Jour ouvrable: Monday to Saturday, not a public holiday."""
    return day.weekday() < SUNDAY and not is_holiday(day)


def next_ouvrable(day: date) -> date:
    """``day``, or the next day that is neither Saturday, Sunday nor holiday (CPC 642)."""
    return next_ouvre(day)


def next_ouvre(day: date) -> date:
    """``day``, or the next jour ouvré."""
    return _seek(day, 1, is_ouvre)


def previous_ouvre(day: date) -> date:
    """``day``, or the jour ouvré before it."""
    return _seek(day, -1, is_ouvre)


def add_ouvres(day: date, count: int) -> date:
    """``count`` jours ouvrés after ``day`` (before it when negative); ``day`` is not counted."""
    return _walk(day, count, is_ouvre)


def count_ouvres(after: date, until: date) -> int:
    """How many jours ouvrés there are after ``after``, up to ``until`` included."""
    days = ((after + timedelta(days=n)) for n in range(1, (until - after).days + 1))
    return sum(map(is_ouvre, days))


def add_ouvrables(day: date, count: int) -> date:
    """``count`` jours ouvrables after ``day`` (before it when negative)."""
    return _walk(day, count, is_ouvrable)


def _walk(day: date, count: int, counts: Callable[[date], bool]) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    remaining = abs(count)
    while remaining:
        day += step
        remaining -= counts(day)
    return day


def _seek(day: date, direction: int, wanted: Callable[[date], bool]) -> date:
    while not wanted(day):
        day += timedelta(days=direction)
    return day


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=year))
