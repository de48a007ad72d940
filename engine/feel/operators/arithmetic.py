"""The arithmetic of FEEL, one entry for each pair of kinds (DMN 1.5, tables 45 and 50 to 52).

A pair that has no entry gives null.
"""

import decimal
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from engine.feel.errors import FeelLimitError
from engine.feel.limits import MAX_EXPONENT, check_string
from engine.feel.operators.comparison import instant, seconds_of_day, since_midnight
from engine.feel.values.kinds import NUMBERS, YearsMonths
from engine.feel.values.temporal import DAY, MAX_MONTHS, in_microseconds

Operation = Callable[..., object]
Table = dict[tuple[type, type], Operation]


def add(left: object, right: object) -> object:
    """``left + right``."""
    return _apply(ADDITIONS, left, right)


def subtract(left: object, right: object) -> object:
    """``left - right``."""
    return _apply(SUBTRACTIONS, left, right)


def multiply(left: object, right: object) -> object:
    """``left * right``."""
    return _apply(MULTIPLICATIONS, left, right)


def divide(left: object, right: object) -> object:
    """``left / right``; by zero, null."""
    return _apply(DIVISIONS, left, right)


def power(left: object, right: object) -> object:
    """``left ** right``, for numbers only."""
    return _apply(POWERS, left, right)


def negative(value: object) -> object:
    """``- value``, of a number or a duration."""
    if isinstance(value, Decimal | timedelta):
        return -value
    return YearsMonths(-value.months) if isinstance(value, YearsMonths) else None


def _apply(table: Table, left: object, right: object) -> object:
    operation = table.get((left.__class__, right.__class__))
    if operation is None:
        return None
    try:
        return operation(left, right)
    except decimal.Overflow:
        raise FeelLimitError("number_too_large", "a number outside of decimal128") from None
    except (decimal.DecimalException, OverflowError, ValueError) as error:
        if isinstance(error, FeelLimitError):
            raise
        return None  # division by zero, a date outside of years 1 to 9999


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month if it is shorter.

    Works for a date and for a date and time, which keeps its local time.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, _last_day(year, month + 1)))


def _last_day(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - DAY).day


def _concatenate(left: str, right: str) -> str:
    check_string(len(left) + len(right))
    return left + right


def _months(count: int) -> YearsMonths | None:
    return YearsMonths(count) if abs(count) <= MAX_MONTHS else None


def _date_plus(day: date, length: timedelta) -> date:
    return (datetime.combine(day, time()) + length).date()


def _moment_plus(moment: datetime, length: timedelta) -> datetime:
    """On the time line: two hours later are two real hours, summer time or not."""
    if moment.tzinfo is None:
        return moment + length
    return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo)


def _time_plus(moment: time, length: timedelta) -> time:
    """Around the clock: hours after midnight belong to the next day, which a time ignores."""
    clock = (since_midnight(moment) + length) % DAY
    return (datetime.combine(date.min, time()) + clock).time().replace(tzinfo=moment.tzinfo)


def _between_moments(left: datetime, right: datetime) -> timedelta | None:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return instant(left) - instant(right)


def _between_times(left: time, right: time) -> timedelta | None:
    if left.tzinfo == right.tzinfo:
        return since_midnight(left) - since_midnight(right)
    one, other = seconds_of_day(left), seconds_of_day(right)
    return None if one is None or other is None else one - other


def _midnight(day: date) -> datetime:
    """A date seen as a date and time: midnight UTC."""
    return datetime.combine(day, time(tzinfo=UTC))


def _times(length: timedelta, factor: Decimal) -> timedelta:
    return timedelta(microseconds=int(NUMBERS.multiply(in_microseconds(length), factor)))


def _divided(length: timedelta, divisor: Decimal) -> timedelta:
    return timedelta(microseconds=int(NUMBERS.divide(in_microseconds(length), divisor)))


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if abs(exponent) > MAX_EXPONENT:
        raise FeelLimitError("exponent_too_large", f"an exponent beyond {MAX_EXPONENT}")
    result = NUMBERS.power(base, exponent)
    return NUMBERS.plus(result).normalize(NUMBERS)


ADDITIONS: Final[Table] = {
    (Decimal, Decimal): NUMBERS.add,
    (str, str): _concatenate,
    (timedelta, timedelta): lambda left, right: left + right,
    (YearsMonths, YearsMonths): lambda left, right: _months(left.months + right.months),
    (date, timedelta): _date_plus,
    (date, YearsMonths): lambda day, length: add_months(day, length.months),
    (datetime, timedelta): _moment_plus,
    (datetime, YearsMonths): lambda moment, length: add_months(moment, length.months),
    (time, timedelta): _time_plus,
    (timedelta, date): lambda length, day: _date_plus(day, length),
    (timedelta, datetime): lambda length, moment: _moment_plus(moment, length),
    (timedelta, time): lambda length, moment: _time_plus(moment, length),
    (YearsMonths, date): lambda length, day: add_months(day, length.months),
    (YearsMonths, datetime): lambda length, moment: add_months(moment, length.months),
}
SUBTRACTIONS: Final[Table] = {
    (Decimal, Decimal): NUMBERS.subtract,
    (timedelta, timedelta): lambda left, right: left - right,
    (YearsMonths, YearsMonths): lambda left, right: _months(left.months - right.months),
    (date, timedelta): lambda day, length: _date_plus(day, -length),
    (date, YearsMonths): lambda day, length: add_months(day, -length.months),
    (datetime, timedelta): lambda moment, length: _moment_plus(moment, -length),
    (datetime, YearsMonths): lambda moment, length: add_months(moment, -length.months),
    (time, timedelta): lambda moment, length: _time_plus(moment, -length),
    (date, date): lambda left, right: left - right,
    (datetime, datetime): _between_moments,
    (date, datetime): lambda left, right: _between_moments(_midnight(left), right),
    (datetime, date): lambda left, right: _between_moments(left, _midnight(right)),
    (time, time): _between_times,
}
MULTIPLICATIONS: Final[Table] = {
    (Decimal, Decimal): NUMBERS.multiply,
    (timedelta, Decimal): _times,
    (Decimal, timedelta): lambda factor, length: _times(length, factor),
    (YearsMonths, Decimal): lambda length, factor: _months(
        int(NUMBERS.multiply(length.months, factor))
    ),
    (Decimal, YearsMonths): lambda factor, length: _months(
        int(NUMBERS.multiply(length.months, factor))
    ),
}
DIVISIONS: Final[Table] = {
    (Decimal, Decimal): NUMBERS.divide,
    (timedelta, Decimal): _divided,
    (timedelta, timedelta): lambda left, right: NUMBERS.divide(
        in_microseconds(left), in_microseconds(right)
    ),
    (YearsMonths, Decimal): lambda length, divisor: _months(
        int(NUMBERS.divide(length.months, divisor))
    ),
    (YearsMonths, YearsMonths): lambda left, right: NUMBERS.divide(left.months, right.months),
}
POWERS: Final[Table] = {(Decimal, Decimal): _power}
