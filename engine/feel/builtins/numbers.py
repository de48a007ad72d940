"""Functions on numbers (DMN 1.5, 10.3.4.5, table 76)."""

import decimal
from decimal import Decimal
from typing import Final

from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelLimitError
from engine.feel.limits import MAX_EXPONENT, spend
from engine.feel.values.durations import DaysTime, YearsMonths
from engine.feel.values.kinds import NUMBERS

ZERO: Final = Decimal(0)
MIN_SCALE, MAX_SCALE = -6111, 6176  # table 76, footnote
MODULO_STEPS = 200


@builtin("decimal", "n", "scale")
def decimal_of(n: Decimal, scale: Decimal) -> Decimal | None:
    """``decimal(2.505, 2)`` is 2.5: rounded half to even."""
    return _rounded(n, scale, decimal.ROUND_HALF_EVEN)


@builtin("floor", "n", "scale")
def floor(n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    """``floor(-1.5)`` is -2; ``floor(1.56, 1)`` is 1.5."""
    return _rounded(n, scale, decimal.ROUND_FLOOR)


@builtin("ceiling", "n", "scale")
def ceiling(n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    """``ceiling(1.2)`` is 2."""
    return _rounded(n, scale, decimal.ROUND_CEILING)


@builtin("round up", "n", "scale")
def round_up(n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    """``round up(-5.5, 0)`` is -6: away from zero."""
    return _rounded(n, scale, decimal.ROUND_UP)


@builtin("round down", "n", "scale")
def round_down(n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    """``round down(-5.5, 0)`` is -5: towards zero."""
    return _rounded(n, scale, decimal.ROUND_DOWN)


@builtin("round half up", "n", "scale")
def round_half_up(n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    """``round half up(5.5, 0)`` is 6, and -5.5 gives -6."""
    return _rounded(n, scale, decimal.ROUND_HALF_UP)


@builtin("round half down", "n", "scale")
def round_half_down(n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    """``round half down(5.5, 0)`` is 5."""
    return _rounded(n, scale, decimal.ROUND_HALF_DOWN)


@builtin("abs", "n")
def absolute(n: Decimal | DaysTime | YearsMonths) -> object:
    """``abs(-10)`` is 10; of a duration too."""
    if isinstance(n, YearsMonths):
        return YearsMonths(abs(n.months))
    return DaysTime(abs(n.nanoseconds)) if isinstance(n, DaysTime) else abs(n)


@builtin("modulo", "dividend", "divisor")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """``modulo(-12, 5)`` is 3: the sign is the divisor's; null for a divisor of 0.

    The specification's ``dividend - divisor * floor(dividend / divisor)``, exactly, however
    large the quotient.
    """
    if not divisor:
        return None
    spend(MODULO_STEPS if abs(dividend.adjusted() - divisor.adjusted()) > NUMBERS.prec else 1)
    rest = _EXACT.remainder(dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        rest = _EXACT.add(rest, divisor)
    return NUMBERS.plus(rest)


@builtin("sqrt", "number")
def sqrt(number: Decimal) -> Decimal | None:
    """``sqrt(16)`` is 4; null for a negative number."""
    return None if number < 0 else NUMBERS.sqrt(number)


@builtin("log", "number")
def log(number: Decimal) -> Decimal | None:
    """``log(10)``: the natural logarithm; null up to 0."""
    return None if number <= 0 else NUMBERS.ln(number)


@builtin("exp", "number")
def exp(number: Decimal) -> Decimal:
    """``exp(5)``: e to that power."""
    if abs(number) > 2 * MAX_EXPONENT:
        raise FeelLimitError("exponent_too_large", f"an exponent beyond {2 * MAX_EXPONENT}")
    return NUMBERS.exp(number)


@builtin("odd", "number")
def odd(number: Decimal) -> bool:
    """``odd(5)`` is true."""
    return modulo(number, Decimal(2)) == 1


@builtin("even", "number")
def even(number: Decimal) -> bool:
    """``even(2)`` is true."""
    return modulo(number, Decimal(2)) == 0


def _rounded(n: Decimal, scale: Decimal, rounding: str) -> Decimal | None:
    if scale != scale.to_integral_value() or not MIN_SCALE <= scale <= MAX_SCALE:
        return None
    unit = Decimal(1).scaleb(-int(scale))
    # A number that is already finer than 34 digits allow stays as it is.
    if n.adjusted() + int(scale) >= NUMBERS.prec:
        return n
    rounded = n.quantize(unit, rounding=rounding, context=_WIDE)
    return NUMBERS.plus(rounded) if rounded else ZERO


_WIDE = decimal.Context(prec=80, Emax=2 * MAX_EXPONENT, Emin=-2 * MAX_EXPONENT)
_EXACT = decimal.Context(prec=3 * MAX_EXPONENT, Emax=3 * MAX_EXPONENT, Emin=-3 * MAX_EXPONENT)
