"""Functions that place points and ranges one against another (DMN 1.5, 10.3.4.7, table 78).

Each takes points or ranges. An end without bound, or without order, gives null.
"""

from engine.feel.builtins.registry import builtin
from engine.feel.operators.comparison import (
    all_of,
    any_of,
    at_least,
    at_most,
    contains,
    equal,
    greater,
    less,
)
from engine.feel.values.kinds import Range, Unbounded

Answer = bool | None


@builtin("before", "range1", "range2")
@builtin("before", "point1", "point2")
@builtin("before", "point", "range")
@builtin("before", "range", "point")
def before(one: object, other: object) -> Answer:
    """``before(1, [2..3])``: one ends before the other starts."""
    first, second = _range(one), _range(other)
    if first.end_included and second.start_included:
        return _order(less, first.end, second.start)
    return _order(at_most, first.end, second.start)


@builtin("after", "range1", "range2")
@builtin("after", "point1", "point2")
@builtin("after", "point", "range")
@builtin("after", "range", "point")
def after(one: object, other: object) -> Answer:
    """``after(4, [2..3])``: one starts after the other ends."""
    return before(other, one)


@builtin("meets", "range1", "range2")
def meets(range1: Range, range2: Range) -> Answer:
    """``meets([1..5], [5..10])``: one ends where the other starts, both with that point."""
    touch = range1.end_included and range2.start_included
    return all_of((touch, _order(equal, range1.end, range2.start)))


@builtin("met by", "range1", "range2")
def met_by(range1: Range, range2: Range) -> Answer:
    """``met by([5..10], [1..5])``."""
    return meets(range2, range1)


@builtin("overlaps", "range1", "range2")
def overlaps(range1: Range, range2: Range) -> Answer:
    """``overlaps([1..5], [3..8])``: they have a point in common."""
    apart = any_of((before(range1, range2), before(range2, range1)))
    return None if apart is None else not apart


@builtin("overlaps before", "range1", "range2")
def overlaps_before(range1: Range, range2: Range) -> Answer:
    """``overlaps before([1..5], [3..8])``: one starts first and ends inside the other."""
    return all_of(
        (_starts_before(range1, range2), overlaps(range1, range2), _ends_within(range1, range2))
    )


@builtin("overlaps after", "range1", "range2")
def overlaps_after(range1: Range, range2: Range) -> Answer:
    """``overlaps after([3..8], [1..5])``: one starts inside the other and ends after it."""
    return overlaps_before(range2, range1)


@builtin("finishes", "point", "range")
@builtin("finishes", "range1", "range2")
def finishes(one: object, other: Range) -> Answer:
    """``finishes([5..10], [1..10])``: the same end, and no earlier start."""
    first = _range(one)
    same_end = all_of(
        (first.end_included == other.end_included, _order(equal, first.end, other.end))
    )
    return all_of((same_end, _starts_within(first, other)))


@builtin("finished by", "range", "point")
@builtin("finished by", "range1", "range2")
def finished_by(one: Range, other: object) -> Answer:
    """``finished by([1..10], [5..10])``."""
    return finishes(other, one)


@builtin("includes", "range", "point")
@builtin("includes", "range1", "range2")
def includes(one: Range, other: object) -> Answer:
    """``includes([1..10], 5)``, ``includes([1..10], [4..6])``."""
    if not isinstance(other, Range):
        return contains(one, other)
    return all_of((_starts_within(other, one), _ends_within(other, one)))


@builtin("during", "point", "range")
@builtin("during", "range1", "range2")
def during(one: object, other: Range) -> Answer:
    """``during(5, [1..10])``, ``during([4..6], [1..10])``."""
    return includes(other, one)


@builtin("starts", "point", "range")
@builtin("starts", "range1", "range2")
def starts(one: object, other: Range) -> Answer:
    """``starts([1..5], [1..10])``: the same start, and no later end."""
    first = _range(one)
    same_start = all_of(
        (first.start_included == other.start_included, _order(equal, first.start, other.start))
    )
    return all_of((same_start, _ends_within(first, other)))


@builtin("started by", "range", "point")
@builtin("started by", "range1", "range2")
def started_by(one: Range, other: object) -> Answer:
    """``started by([1..10], [1..5])``."""
    return starts(other, one)


@builtin("coincides", "point1", "point2")
@builtin("coincides", "range1", "range2")
def coincides(one: object, other: object) -> Answer:
    """``coincides([1..5], [1..5])``: the same ends."""
    if isinstance(one, Range) != isinstance(other, Range):
        return None
    first, second = _range(one), _range(other)
    same_ends = (
        first.start_included == second.start_included,
        first.end_included == second.end_included,
        _order(equal, first.start, second.start),
        _order(equal, first.end, second.end),
    )
    return all_of(same_ends)


def _range(value: object) -> Range:
    """A point is the range of itself."""
    return value if isinstance(value, Range) else Range(value, value)


def _order(test: object, left: object, right: object) -> Answer:
    if isinstance(left, Unbounded) or isinstance(right, Unbounded) or not callable(test):
        return None
    answer = None if left is None or right is None else test(left, right)
    return answer if isinstance(answer, bool) else None


def _starts_before(one: Range, other: Range) -> Answer:
    earlier = _order(less, one.start, other.start)
    wider = one.start_included and not other.start_included
    return any_of((earlier, all_of((wider, _order(equal, one.start, other.start)))))


def _starts_within(one: Range, other: Range) -> Answer:
    if other.start_included or not one.start_included:
        return _order(at_least, one.start, other.start)
    return _order(greater, one.start, other.start)


def _ends_within(one: Range, other: Range) -> Answer:
    if other.end_included or not one.end_included:
        return _order(at_most, one.end, other.end)
    return _order(less, one.end, other.end)
