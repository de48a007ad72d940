"""Functions that compare the items of lists, or order them (DMN 1.5, 10.3.4.4 and 10.3.4.9)."""

from decimal import Decimal
from functools import cmp_to_key

from engine.feel.builtins.lists import concatenate
from engine.feel.builtins.registry import builtin
from engine.feel.functions import invoke
from engine.feel.limits import spend
from engine.feel.operators.comparison import compare, equal
from engine.feel.values.kinds import Function


@builtin("list contains", "list", "element")
def list_contains(items: list[object], element: object) -> bool:
    """``list contains([1, 2], 2)`` is true."""
    return any(equal(item, element) is True for item in items)


@builtin("index of", "list", "match")
def index_of(items: list[object], match: object) -> list[object]:
    """``index of(["a", "b", "a"], "a")`` is ``[1, 3]``."""
    found = (place for place, item in enumerate(items, 1) if equal(item, match) is True)
    return [Decimal(place) for place in found]


@builtin("distinct values", "list")
def distinct_values(items: list[object]) -> list[object]:
    """``distinct values([1, 2, 1])`` is ``[1, 2]``, in the order of the first ones."""
    kept: list[object] = []
    for item in items:
        spend(1 + len(kept) // 2)
        if not list_contains(kept, item):
            kept.append(item)
    return kept


@builtin("union", "list")
def union(*lists: list[object]) -> list[object]:
    """``union([1, 2], [2, 3])`` is ``[1, 2, 3]``."""
    return distinct_values(concatenate(*lists))


@builtin("sort", "list", "precedes")
def sort(items: list[object], precedes: Function | None = None) -> list[object] | None:
    """``sort([3, 1, 2])``, ``sort(list, function(a, b) a.date < b.date)``.

    Without a function, null when two items have no order.
    """
    try:
        return sorted(items, key=cmp_to_key(lambda a, b: _order(a, b, precedes)))
    except _Unordered:
        return None


class _Unordered(Exception):
    """Two items that have no order."""


def _order(left: object, right: object, precedes: Function | None) -> int:
    spend()
    if precedes is None:
        order = compare(left, right)
        if order is None:
            raise _Unordered
        return order
    if invoke(precedes, [left, right]) is True:
        return -1
    return 1 if invoke(precedes, [right, left]) is True else 0
