"""Functions on dates (DMN 1.5, 10.3.4.8, table 79), in the Gregorian calendar."""

import datetime
from decimal import Decimal
from typing import Final

from engine.feel.builtins.registry import builtin
from engine.feel.values.calendar import Date, twin
from engine.feel.values.clock import DateTime

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@builtin("day of year", "date")
def day_of_year(date: Date | DateTime) -> Decimal:
    """``day of year(date(2019, 9, 17))`` is 260."""
    return Decimal(_day(date).timetuple().tm_yday)


@builtin("day of week", "date")
def day_of_week(date: Date | DateTime) -> str:
    """``day of week(date(2019, 9, 17))`` is "Tuesday"."""
    return DAYS[_day(date).weekday()]


@builtin("month of year", "date")
def month_of_year(date: Date | DateTime) -> str:
    """``month of year(date(2019, 9, 17))`` is "September"."""
    return MONTHS[_day(date).month - 1]


@builtin("week of year", "date")
def week_of_year(date: Date | DateTime) -> Decimal:
    """``week of year(date(2019, 9, 17))`` is 38: the week of ISO 8601."""
    return Decimal(_day(date).isocalendar().week)


def _day(date: Date | DateTime) -> datetime.date:
    return twin(date.date if isinstance(date, DateTime) else date)
