"""The arithmetic of FEEL, one entry for each pair of kinds (DMN 1.5, tables 56 to 60 and 62).

A pair that has no entry gives null.
"""

import decimal
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from engine.feel.errors import FeelLimitError
from engine.feel.limits import MAX_EXPONENT, check_string, spend
from engine.feel.values.calendar import Date, add_months, date_at, day_number
from engine.feel.values.clock import DateTime, Time, in_utc, instant, midnight, moment_at
from engine.feel.values.durations import DAY, DaysTime, YearsMonths, days_time, years_months
from engine.feel.values.kinds import NUMBERS, whole_part

Operation = Callable[..., object]
Table = dict[tuple[type, type], Operation]


WHOLE_POWER_STEPS: Final = 10
POWER_STEPS: Final = 200  # a logarithm and an exponential of 34 digits


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
    if isinstance(value, Decimal):
        return -value
    if isinstance(value, DaysTime):
        return DaysTime(-value.nanoseconds)
    return YearsMonths(-value.months) if isinstance(value, YearsMonths) else None


def _apply(table: Table, left: object, right: object) -> object:
    operation = table.get((left.__class__, right.__class__))
    if operation is None:
        return None
    try:
        return operation(left, right)
    except decimal.Overflow:
        raise FeelLimitError("number_too_large", "a number outside of decimal128") from None
    except (decimal.DecimalException, OverflowError):
        return None  # division by zero, a year beyond 999,999,999


def _concatenate(left: str, right: str) -> str:
    check_string(len(left) + len(right))
    return left + right


def _date_plus(day: Date, nanoseconds: int) -> Date:
    return date_at((day_number(day) * DAY + nanoseconds) // DAY)


def _moment_plus(moment: DateTime, nanoseconds: int) -> DateTime:
    """On the time line: two hours later are two real hours, summer time or not."""
    return moment_at(instant(moment) + nanoseconds, moment.time.zone)


def _moment_later(moment: DateTime, months: int) -> DateTime:
    """On the calendar: the same time of day, months later."""
    return DateTime(add_months(moment.date, months), moment.time, moment.fold)


def _time_plus(time: Time, nanoseconds: int) -> Time:
    """Around the clock: hours after midnight belong to the next day, which a time ignores."""
    return Time((time.nanosecond + nanoseconds) % DAY, time.zone)


def _between_moments(left: DateTime, right: DateTime) -> DaysTime | None:
    """Both with a zone or both without (table 57)."""
    if (left.time.zone is None) != (right.time.zone is None):
        return None
    return days_time(instant(left) - instant(right))


def _between_times(left: Time, right: Time) -> DaysTime | None:
    if (left.zone is None) != (right.zone is None):
        return None
    return days_time(in_utc(left) - in_utc(right))


def _times(count: int, factor: Decimal) -> int:
    return whole_part(NUMBERS.multiply(count, factor))


def _divided(count: int, divisor: Decimal) -> int:
    return whole_part(NUMBERS.divide(count, divisor))


def _both_ways(table: Table) -> Table:
    """The table with each operation of two kinds also under its operands the other way round."""

    def swapped(operation: Operation) -> Operation:
        return lambda left, right: operation(right, left)

    mirrored = {(b, a): swapped(operation) for (a, b), operation in table.items() if a is not b}
    return {**table, **mirrored}


def _power(base: Decimal, exponent: Decimal) -> Decimal | None:
    if abs(exponent) > MAX_EXPONENT:
        raise FeelLimitError("exponent_too_large", f"an exponent beyond {MAX_EXPONENT}")
    spend(WHOLE_POWER_STEPS if exponent == exponent.to_integral_value() else POWER_STEPS)
    result = NUMBERS.power(base, exponent)
    # Zero to a negative power: FEEL has no infinity.
    return NUMBERS.plus(result).normalize(NUMBERS) if result.is_finite() else None


# Sums read the same from both sides; each pair of kinds is written once here.
SUMS: Final[Table] = {
    (Decimal, Decimal): NUMBERS.add,
    (str, str): _concatenate,
    (DaysTime, DaysTime): lambda one, other: days_time(one.nanoseconds + other.nanoseconds),
    (YearsMonths, YearsMonths): lambda one, other: years_months(one.months + other.months),
    (Date, DaysTime): lambda day, length: _date_plus(day, length.nanoseconds),
    (Date, YearsMonths): lambda day, length: add_months(day, length.months),
    (DateTime, DaysTime): lambda moment, length: _moment_plus(moment, length.nanoseconds),
    (DateTime, YearsMonths): lambda moment, length: _moment_later(moment, length.months),
    (Time, DaysTime): lambda time, length: _time_plus(time, length.nanoseconds),
}
PRODUCTS: Final[Table] = {
    (Decimal, Decimal): NUMBERS.multiply,
    (DaysTime, Decimal): lambda length, factor: days_time(_times(length.nanoseconds, factor)),
    (YearsMonths, Decimal): lambda length, factor: years_months(_times(length.months, factor)),
}
ADDITIONS: Final = _both_ways(SUMS)
MULTIPLICATIONS: Final = _both_ways(PRODUCTS)
SUBTRACTIONS: Final[Table] = {
    (Decimal, Decimal): NUMBERS.subtract,
    (DaysTime, DaysTime): lambda left, right: days_time(left.nanoseconds - right.nanoseconds),
    (YearsMonths, YearsMonths): lambda left, right: years_months(left.months - right.months),
    (Date, DaysTime): lambda day, length: _date_plus(day, -length.nanoseconds),
    (Date, YearsMonths): lambda day, length: add_months(day, -length.months),
    (DateTime, DaysTime): lambda moment, length: _moment_plus(moment, -length.nanoseconds),
    (DateTime, YearsMonths): lambda moment, length: _moment_later(moment, -length.months),
    (Time, DaysTime): lambda time, length: _time_plus(time, -length.nanoseconds),
    (Date, Date): lambda left, right: days_time((day_number(left) - day_number(right)) * DAY),
    (DateTime, DateTime): _between_moments,
    (Date, DateTime): lambda left, right: _between_moments(midnight(left), right),
    (DateTime, Date): lambda left, right: _between_moments(left, midnight(right)),
    (Time, Time): _between_times,
}
DIVISIONS: Final[Table] = {
    (Decimal, Decimal): NUMBERS.divide,
    (DaysTime, Decimal): lambda length, divisor: days_time(_divided(length.nanoseconds, divisor)),
    (DaysTime, DaysTime): lambda left, right: NUMBERS.divide(left.nanoseconds, right.nanoseconds),
    (YearsMonths, Decimal): lambda length, divisor: years_months(_divided(length.months, divisor)),
    (YearsMonths, YearsMonths): lambda left, right: NUMBERS.divide(left.months, right.months),
}
POWERS: Final[Table] = {(Decimal, Decimal): _power}
