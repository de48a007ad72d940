"""Functions on dates (DMN 1.5, 10.3.4.8)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from engine.feel.builtins.registry import builtin

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@builtin("day of year", "date")
def day_of_year(date: date | datetime) -> Decimal:
    """``day of year(date(2019, 9, 17))`` is 260."""
    return Decimal(date.timetuple().tm_yday)


@builtin("day of week", "date")
def day_of_week(date: date | datetime) -> str:
    """``day of week(date(2019, 9, 17))`` is "Tuesday"."""
    return DAYS[date.weekday()]


@builtin("month of year", "date")
def month_of_year(date: date | datetime) -> str:
    """``month of year(date(2019, 9, 17))`` is "September"."""
    return MONTHS[date.month - 1]


@builtin("week of year", "date")
def week_of_year(date: date | datetime) -> Decimal:
    """``week of year(date(2019, 9, 17))`` is 38: the week of ISO 8601."""
    return Decimal(date.isocalendar().week)
