"""Equality, order and membership, in three-valued logic (DMN 1.5, tables 50 to 55)."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final

from engine.feel.limits import spend
from engine.feel.values.calendar import Date
from engine.feel.values.clock import DateTime, Time, ahead_of_utc, in_utc, on_clock, zone_of
from engine.feel.values.durations import DAY, DaysTime, YearsMonths
from engine.feel.values.kinds import Range, Unbounded

ORDERED: Final = frozenset({Decimal, str, Date, Time, DateTime, DaysTime, YearsMonths})


def equal(left: object, right: object) -> bool | None:
    """``left = right``: null when the two are of different kinds, and neither is null."""
    if left is None or right is None:
        return left is right
    if left.__class__ is not right.__class__:
        return None
    if isinstance(left, list) and isinstance(right, list):
        return _equal_lists(left, right)
    if isinstance(left, dict) and isinstance(right, dict):
        return _equal_contexts(left, right)
    if left.__class__ in PLACES:
        return _equal_moments(left, right)
    if isinstance(left, Range) and isinstance(right, Range):
        return _equal_ranges(left, right)
    return left == right


def _equal_lists(left: list[object], right: list[object]) -> bool | None:
    if len(left) != len(right):
        return False
    for one, other in zip(left, right, strict=True):
        spend()
        same = equal(one, other)
        if not same:
            return same
    return True


def _equal_contexts(left: dict[str, object], right: dict[str, object]) -> bool | None:
    if left.keys() != right.keys():
        return False
    for key, one in left.items():
        spend()
        same = equal(one, right[key])
        if not same:
            return same
    return True


def _equal_ranges(left: Range, right: Range) -> bool:
    """The same ends, included alike, and written alike: ``(=10)`` is no ``[10..10]``."""
    form = (left.sign, left.start_included, left.end_included)
    return form == (right.sign, right.start_included, right.end_included) and all(
        one is other or equal(one, other) is True
        for one, other in ((left.start, right.start), (left.end, right.end))
    )


def _equal_moments(left: Any, right: Any) -> bool:
    """The same instant, and both with a zone or neither (DMN 1.5, tables 53 and 54)."""
    if (zone_of(left) is None) != (zone_of(right) is None):
        return False
    one, other = PLACES[left.__class__](left, right)
    return bool(one == other)


def compare(left: object, right: object) -> int | None:
    """-1, 0 or 1 as left stands before, at or after right; null when they have no order."""
    kind = left.__class__
    if kind is not right.__class__ or kind not in ORDERED:
        return None
    places = PLACES.get(kind)
    if places is not None:
        left, right = places(left, right)
    if left < right:  # type: ignore[operator]  # of one ordered kind
        return -1
    return 1 if left > right else 0  # type: ignore[operator]  # as above


def _moment_places(left: DateTime, right: DateTime) -> tuple[int, int]:
    """Both on one line: one without an offset takes the other's (table 54).

    Offsets are not looked up where clocks that far apart can only be in this order.
    """
    one, other = on_clock(left), on_clock(right)
    local = left.time.zone is None or right.time.zone is None
    if local or not -2 * DAY < one - other < 2 * DAY:
        return one, other
    return one - ahead_of_utc(left), other - ahead_of_utc(right)


def _time_places(left: Time, right: Time) -> tuple[int, int]:
    if left.zone is None or right.zone is None:
        return left.nanosecond, right.nanosecond
    return in_utc(left), in_utc(right)


def not_equal(left: object, right: object) -> bool | None:
    """``left != right``."""
    return negate(equal(left, right))


def less(left: object, right: object) -> bool | None:
    """``left < right``."""
    order = compare(left, right)
    return None if order is None else order < 0


def at_most(left: object, right: object) -> bool | None:
    """``left <= right``."""
    order = compare(left, right)
    return None if order is None else order <= 0


def greater(left: object, right: object) -> bool | None:
    """``left > right``."""
    order = compare(left, right)
    return None if order is None else order > 0


def at_least(left: object, right: object) -> bool | None:
    """``left >= right``."""
    order = compare(left, right)
    return None if order is None else order >= 0


def contains(container: Range, value: object) -> bool | None:
    """Whether a value is between the ends of a range."""
    if container.sign == "!=":
        return not_equal(value, container.start)
    from_start: bool | None = True
    if not isinstance(container.start, Unbounded):
        test = at_least if container.start_included else greater
        from_start = test(value, container.start)
    to_end: bool | None = True
    if not isinstance(container.end, Unbounded):
        test = at_most if container.end_included else less
        to_end = test(value, container.end)
    return all_of((from_start, to_end))


def is_in(value: object, test: object) -> bool | None:
    """``value in test``: inside a range, one of a list, else equal."""
    if isinstance(test, Range):
        return contains(test, value)
    if isinstance(test, list):
        if isinstance(value, list) and equal(value, test):
            return True
        spend(1 + len(test) // 2)
        return any(is_in(value, item) is True for item in test)
    return equal(value, test)


def all_of(answers: Iterable[object]) -> bool | None:
    """Conjunction: false if one is false, true if all are true, else null."""
    unknown = False
    for answer in answers:
        if answer is False:
            return False
        unknown = unknown or answer is not True
    return None if unknown else True


def any_of(answers: Iterable[object]) -> bool | None:
    """Disjunction: true if one is true, false if all are false, else null."""
    unknown = False
    for answer in answers:
        if answer is True:
            return True
        unknown = unknown or answer is not False
    return None if unknown else False


PLACES: Final[dict[type, Callable[[Any, Any], tuple[int, int]]]] = {
    DateTime: _moment_places,
    Time: _time_places,
}


def negate(answer: object) -> bool | None:
    """``not``: of anything but a boolean, null."""
    return not answer if isinstance(answer, bool) else None
