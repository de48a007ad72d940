"""Functions that make one value out of a list (DMN 1.5, 10.3.4.4, table 75)."""

import decimal
from collections import Counter
from decimal import Decimal
from functools import reduce

from engine.feel.builtins.registry import builtin
from engine.feel.limits import MAX_EXPONENT
from engine.feel.operators.arithmetic import add, divide, multiply
from engine.feel.operators.comparison import compare
from engine.feel.values.kinds import NUMBERS

_WIDE = decimal.Context(prec=3 * NUMBERS.prec, Emax=3 * MAX_EXPONENT, Emin=-3 * MAX_EXPONENT)


@builtin("min", "list", spread=True)
def minimum(items: list[object]) -> object:
    """``min([1, 2, 3])`` is 1; null for an empty list and for items without order."""
    return _extreme(items, -1)


@builtin("max", "list", spread=True)
def maximum(items: list[object]) -> object:
    """``max(1, 2, 3)`` is 3."""
    return _extreme(items, 1)


@builtin("sum", "list", spread=True)
def total(items: list[object]) -> object:
    """``sum([1, 2, 3])`` is 6; null for an empty list."""
    numbers = _numbers(items)
    return reduce(add, numbers) if numbers else None  # type: ignore[arg-type]  # numbers give numbers


@builtin("product", "list", spread=True)
def product(items: list[object]) -> object:
    """``product(2, 3, 4)`` is 24."""
    numbers = _numbers(items)
    return reduce(multiply, numbers) if numbers else None  # type: ignore[arg-type]  # as above


@builtin("mean", "list", spread=True)
def mean(items: list[object]) -> object:
    """``mean([1, 2, 3])`` is 2."""
    numbers = _numbers(items)
    return divide(total(items), Decimal(len(numbers))) if numbers else None


@builtin("median", "list", spread=True)
def median(items: list[object]) -> object:
    """``median([1, 2, 3, 4])`` is 2.5."""
    numbers = sorted(_numbers(items) or [])
    if not numbers:
        return None
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return divide(add(numbers[middle - 1], numbers[middle]), Decimal(2))


@builtin("stddev", "list", spread=True)
def stddev(items: list[object]) -> Decimal | None:
    """``stddev([2, 4, 7, 5])``: of a sample; null for fewer than two numbers.

    Counted with more digits than a number keeps, so that all 34 are right.
    """
    numbers = _numbers(items) or []
    if len(numbers) < 2:
        return None
    average = _WIDE.divide(reduce(_WIDE.add, numbers), len(numbers))
    gaps = (_WIDE.subtract(number, average) for number in numbers)
    variance = _WIDE.divide(
        reduce(_WIDE.add, (_WIDE.multiply(g, g) for g in gaps)), len(numbers) - 1
    )
    return NUMBERS.plus(_WIDE.sqrt(variance))


@builtin("mode", "list", spread=True)
def mode(items: list[object]) -> list[object] | None:
    """``mode([6, 3, 9, 6, 6])`` is ``[6]``: the most frequent, in order; empty of an empty list."""
    numbers = _numbers(items)
    if numbers is None:
        return None
    counts = Counter(numbers)
    most = max(counts.values(), default=0)
    return [number for number in sorted(counts) if counts[number] == most]


def _extreme(items: list[object], side: int) -> object:
    if not items:
        return None
    best = items[0]
    for item in items[1:]:
        order = compare(item, best)
        if order is None:
            return None
        best = item if order == side else best
    return best


def _numbers(items: list[object]) -> list[Decimal] | None:
    numbers = [item for item in items if isinstance(item, Decimal)]
    return numbers if len(numbers) == len(items) else None
