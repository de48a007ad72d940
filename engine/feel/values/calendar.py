"""Days of the calendar, from the year -999,999,999 to the year 999,999,999 (DMN 1.5, 10.3.2.3.5).

Python's calendar ends at the years 1 and 9999. After 400 years the Gregorian calendar begins
again, to the day of the week: a day elsewhere is a day of Python moved by whole cycles. There is
a year 0, as in ISO 8601 and XML Schema 1.1.
"""

import datetime
from calendar import isleap
from dataclasses import dataclass
from typing import Final

MAX_YEAR: Final = 999_999_999
CYCLE_YEARS: Final = 400
CYCLE_DAYS: Final = 146_097
SHORTEST_MONTH: Final = 28
LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(slots=True, unsafe_hash=True, order=True)
class Date:
    """A day of the calendar."""

    year: Final[int]
    month: Final[int]
    day: Final[int]


def date_of(year: int, month: int, day: int) -> Date:
    """The day of these numbers; ValueError where there is none, OverflowError beyond the years."""
    _check(year)
    datetime.date(year % CYCLE_YEARS + CYCLE_YEARS, month, day)
    return Date(year, month, day)


def twin(day: Date) -> datetime.date:
    """The same day of a cycle that Python has: same weekday, same week, same place in the year."""
    return datetime.date(day.year % CYCLE_YEARS + CYCLE_YEARS, day.month, day.day)


def day_number(day: Date) -> int:
    """The place of a day on the line of days; 1 is the first day of the year 1."""
    cycles, year = divmod(day.year, CYCLE_YEARS)
    place = datetime.date(year + CYCLE_YEARS, day.month, day.day).toordinal()
    return place + (cycles - 1) * CYCLE_DAYS


def date_at(number: int) -> Date:
    """The day at a place of the line of days; OverflowError beyond the years."""
    cycles, place = divmod(number - 1, CYCLE_DAYS)
    day = datetime.date.fromordinal(place + 1)
    year = day.year + cycles * CYCLE_YEARS
    _check(year)
    return Date(year, day.month, day.day)


def add_months(day: Date, months: int) -> Date:
    """The same day so many months later, or the last day of that month if it is shorter.

    Table 57 has null where the day does not exist: one month after the 31st of January. Whoever
    counts in months means the end of February, and the conformance kit says nothing against it.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    _check(year)
    number = day.day
    if number > SHORTEST_MONTH:
        number = min(number, 29 if month == 1 and isleap(year) else LENGTHS[month])
    return Date(year, month + 1, number)


def _check(year: int) -> None:
    if not -MAX_YEAR <= year <= MAX_YEAR:
        raise OverflowError("a year beyond 999,999,999")
