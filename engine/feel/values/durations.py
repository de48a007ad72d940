"""The two kinds of durations (DMN 1.5, 10.3.2.3.7 and 10.3.2.3.8)."""

from dataclasses import dataclass
from typing import Final

SECOND: Final = 1_000_000_000  # nanoseconds
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
MAX_MONTHS: Final = 12 * 10**12
MAX_NANOSECONDS: Final = 366 * 10**12 * DAY


# Not ``frozen=True``, which makes a value three times dearer: for the type checker, fields that
# are ``Final`` are as closed, and nothing else could reach them.
@dataclass(slots=True, unsafe_hash=True, order=True)
class YearsMonths:
    """A years and months duration, counted in months."""

    months: Final[int]


@dataclass(slots=True, unsafe_hash=True, order=True)
class DaysTime:
    """A days and time duration, counted in nanoseconds."""

    nanoseconds: Final[int]


def years_months(months: int) -> YearsMonths:
    """The duration of so many months; OverflowError beyond what a calendar can need."""
    if abs(months) > MAX_MONTHS:
        raise OverflowError("a duration beyond a million million years")
    return YearsMonths(months)


def days_time(nanoseconds: int) -> DaysTime:
    """The duration of so many nanoseconds; OverflowError beyond what a calendar can need."""
    if abs(nanoseconds) > MAX_NANOSECONDS:
        raise OverflowError("a duration beyond a million million years")
    return DaysTime(nanoseconds)
