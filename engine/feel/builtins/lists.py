"""Functions that take lists apart and put them together (DMN 1.5, 10.3.4.4, table 75)."""

from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.functions import invoke
from engine.feel.limits import check_list, spend
from engine.feel.values.kinds import Function, index_at, whole_part


@builtin("count", "list")
def count(items: list[object]) -> Decimal:
    """``count([1, 2, 3])`` is 3."""
    return Decimal(len(items))


@builtin("append", "list", "item")
def append(items: list[object], *more: object) -> list[object]:
    """``append([1], 2, 3)`` is ``[1, 2, 3]``."""
    return [*items, *more]


@builtin("concatenate", "list")
def concatenate(*lists: list[object]) -> list[object]:
    """``concatenate([1, 2], [3])`` is ``[1, 2, 3]``."""
    check_list(sum(map(len, lists)))
    return [item for items in lists for item in items]


@builtin("insert before", "list", "position", "newItem")
def insert_before(items: list[object], position: Decimal, new_item: object) -> list[object] | None:
    """``insert before([1, 3], 2, 2)`` is ``[1, 2, 3]``; a negative position counts from the end."""
    index = index_at(items, position)
    return None if index is None else [*items[:index], new_item, *items[index:]]


@builtin("remove", "list", "position")
def remove(items: list[object], position: Decimal) -> list[object] | None:
    """``remove([1, 2, 3], 2)`` is ``[1, 3]``."""
    index = index_at(items, position)
    return None if index is None else items[:index] + items[index + 1 :]


@builtin("list replace", "list", "position", "newItem")
def list_replace(items: list[object], position: Decimal, new_item: object) -> list[object] | None:
    """``list replace([1, 2, 3], 2, 5)`` is ``[1, 5, 3]``."""
    index = index_at(items, position)
    return None if index is None else [*items[:index], new_item, *items[index + 1 :]]


@builtin("list replace", "list", "match", "newItem")
def list_replace_where(
    items: list[object], match: Function, new_item: object
) -> list[object] | None:
    """``list replace(list, function(item, newItem) item < newItem, 5)``."""
    answers = [invoke(match, [item, new_item]) for item in items]
    if not all(isinstance(answer, bool) for answer in answers):
        return None
    return [new_item if hit else item for item, hit in zip(items, answers, strict=True)]


@builtin("sublist", "list", "start position", "length")
def sublist(
    items: list[object], start_position: Decimal, length: Decimal | None = None
) -> list[object] | None:
    """``sublist([4, 5, 6], 1, 2)`` is ``[4, 5]``; a negative start counts from the end.

    Null for a length of 0, or one that goes past the end.
    """
    index = index_at(items, start_position)
    if index is None:
        return None
    if length is None:
        return items[index:]
    end = index + whole_part(length)
    return items[index:end] if index < end <= len(items) else None


@builtin("reverse", "list")
def reverse(items: list[object]) -> list[object]:
    """``reverse([1, 2, 3])`` is ``[3, 2, 1]``."""
    return items[::-1]


@builtin("flatten", "list")
def flatten(items: list[object]) -> list[object]:
    """``flatten([[1, 2], [[3]]])`` is ``[1, 2, 3]``."""
    flat: list[object] = []
    waiting = [iter(items)]
    while waiting:
        for item in waiting[-1]:
            spend()
            if isinstance(item, list):
                waiting.append(iter(item))
                break
            flat.append(item)
        else:
            waiting.pop()
    return flat
