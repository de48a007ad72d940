"""One value between two neighbours, for each kind of value that has an order.

The most natural one that there is: 450.01 above 450.00, the next day, the next month.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context as DecimalContext
from decimal import Decimal
from math import gcd
from typing import Any, Final

from engine.feel import YearsMonths

NUMBERS: Final = DecimalContext(prec=34)
"""As far as numbers of FEEL go (DMN 1.5, 10.3.2.3.1)."""

OTHER: Final = "autre"
"""What stands for a text that no cell names."""

MICROSECOND: Final = timedelta(microseconds=1)
MINUTE: Final = 60_000_000
DAY: Final = 24 * 60 * MINUTE

Gap = Callable[[Any, Any], Any]
"""A value strictly between two, either of which may be missing; None when there is none."""


@dataclass(frozen=True)
class Units:
    """A kind of values counted in whole units. ``steps``: how far a neighbour may stand, the most
    natural first."""

    position: Callable[[Any], int]
    moved: Callable[[Any, int], Any]
    steps: tuple[int, ...]

    def gap(self, constants: list[Any]) -> Gap:
        """Neighbours at the largest step that all constants are multiples of, if there is room."""
        grain = gcd(*map(self.position, constants))
        steps = [step for step in self.steps if grain % step == 0]

        def between(low: Any, high: Any) -> Any:
            for step in steps:
                try:
                    found = self.moved(high, -step) if low is None else self.moved(low, step)
                except (OverflowError, ValueError):
                    continue
                if low is None or high is None or found < high:
                    return found
            return None

        return between


def numbers_gap(constants: list[Decimal]) -> Gap:
    """450 and 451 when all constants are whole, 450.01 when they have two decimals."""
    step = Decimal(1).scaleb(min(0, *(_exponent(number) for number in constants)))

    def between(low: Decimal | None, high: Decimal | None) -> Decimal | None:
        if low is None or high is None:
            return _outside(low, high, step)
        middle = NUMBERS.divide(NUMBERS.add(low, high), 2)
        found = (NUMBERS.add(low, step), middle, NUMBERS.next_plus(low))
        return next((number for number in found if low < number < high), None)

    return between


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _outside(low: Decimal | None, high: Decimal | None, step: Decimal) -> Decimal | None:
    if high is not None:
        below = (NUMBERS.subtract(high, step), NUMBERS.next_minus(high))
        return next((number for number in below if number < high), None)
    assert low is not None
    above = (NUMBERS.add(low, step), NUMBERS.next_plus(low))
    return next((number for number in above if number > low), None)


def texts_gap(constants: list[str]) -> Gap:
    """« autre » wherever it is in order, else the text that comes next."""

    def between(low: str | None, high: str | None) -> str | None:
        start = low or ""
        found = (OTHER, "0", "") if low is None else (OTHER, f"{start}a", f"{start}\0")
        inside = (t for t in found if (low is None or low < t) and (high is None or t < high))
        return next(inside, None)

    return between


def _truth_gap(constants: list[bool]) -> Gap:
    return lambda low, high: None


def _time_moved(moment: time, step: int) -> time:
    first = datetime.combine(date(2000, 1, 1), moment)
    moved = first + step * MICROSECOND
    if moved.date() != first.date():
        raise OverflowError
    return moved.timetz()


def _in_day(moment: time) -> int:
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 10**6 + moment.microsecond


def _since_epoch(moment: datetime) -> int:
    return (moment - datetime(2000, 1, 1, tzinfo=UTC if moment.tzinfo else None)) // MICROSECOND


def _after(moment: Any, step: int) -> Any:
    return moment + step * MICROSECOND


GAPS: Final[dict[type, Callable[[list[Any]], Gap]]] = {
    Decimal: numbers_gap,
    str: texts_gap,
    bool: _truth_gap,
    date: Units(date.toordinal, lambda day, step: day + timedelta(days=step), (1,)).gap,
    datetime: Units(_since_epoch, _after, (MINUTE, 10**6, 1)).gap,
    time: Units(_in_day, _time_moved, (MINUTE, 10**6, 1)).gap,
    timedelta: Units(
        lambda length: length // MICROSECOND, _after, (DAY, 60 * MINUTE, MINUTE, 10**6, 1)
    ).gap,
    YearsMonths: Units(
        lambda length: length.months, lambda one, step: YearsMonths(one.months + step), (1,)
    ).gap,
}
