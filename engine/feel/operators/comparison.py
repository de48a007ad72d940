"""Equality, order and membership, in three-valued logic (DMN 1.5, tables 42, 53 and 54)."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Final

from engine.feel.limits import spend
from engine.feel.values.kinds import Range, Unbounded, YearsMonths, kind_of

ORDERED: Final = frozenset(
    {
        "number",
        "string",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    }
)


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
    if isinstance(left, datetime | time) and isinstance(right, datetime | time):
        return _equal_moments(left, right)
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


def _equal_moments(left: datetime | time, right: datetime | time) -> bool | None:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return False
    order = compare(left, right)
    return None if order is None else order == 0


def compare(left: object, right: object) -> int | None:
    """-1, 0 or 1 as left stands before, at or after right; null when they have no order."""
    if left.__class__ is not right.__class__ or kind_of(left) not in ORDERED:
        return None
    if isinstance(left, datetime) and isinstance(right, datetime):
        left, right = instant(left), instant(right)
        if (left.tzinfo is None) != (right.tzinfo is None):
            return None
    elif isinstance(left, time) and isinstance(right, time):
        return _compare_times(left, right)
    elif isinstance(left, YearsMonths) and isinstance(right, YearsMonths):
        left, right = left.months, right.months
    return bool(left > right) - bool(left < right)  # type: ignore[operator]  # of one ordered kind


def instant(moment: datetime) -> datetime:
    """The moment on the one time line, so that differences count real seconds."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def _compare_times(left: time, right: time) -> int | None:
    if left.tzinfo == right.tzinfo:
        left, right = left.replace(tzinfo=None), right.replace(tzinfo=None)
        return (left > right) - (left < right)
    one, other = seconds_of_day(left), seconds_of_day(right)
    return None if one is None or other is None else (one > other) - (one < other)


def seconds_of_day(moment: time) -> timedelta | None:
    """The time since midnight UTC; null without an offset (a zone has none without a date)."""
    offset = moment.utcoffset()
    if offset is None:
        return None
    return since_midnight(moment) - offset


def since_midnight(moment: time) -> timedelta:
    """The time since midnight on the clock's own face."""
    return timedelta(
        hours=moment.hour,
        minutes=moment.minute,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )


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
        spend(1 + len(test) // 10)
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


def negate(answer: object) -> bool | None:
    """``not``: of anything but a boolean, null."""
    return not answer if isinstance(answer, bool) else None
