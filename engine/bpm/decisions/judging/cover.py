"""Is there a choice, one mask a column, that no rule holds for?

A mask says by its bits which rules hold at a value. No rule holds at a combination of values when
the AND of their masks is empty. Whether one exists is as hard as logic gets, so there is a budget.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_
from typing import Final

MAX_STEPS: Final = 10_000_000
"""For one table; a few seconds at worst, where tables that people write take milliseconds."""
STEPS_OF_A_BRANCH: Final = 10
MAX_COMPARED: Final = 500


class TooLarge(Exception):
    """The budget ended before the search did."""


class Budget:
    """How much may be tried for one table. A step is about a bit looked at."""

    def __init__(self) -> None:
        self.left = MAX_STEPS

    def spend(self, count: int) -> None:
        """TooLarge when there is no more."""
        self.left -= count
        if self.left < 0:
            raise TooLarge


def bits(mask: int) -> Iterator[int]:
    """The positions of the ones, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def uncovered(
    columns: Sequence[Iterable[int]], rules: int, budget: Budget
) -> dict[int, int] | None:
    """The position and the mask of the columns that suffice, or None when every choice is covered.

    ``columns`` are the masks of each, ``rules`` those that matter; TooLarge beyond the budget.
    """
    choices = {at: _least({mask & rules for mask in masks}) for at, masks in enumerate(columns)}
    order = sorted(choices, key=lambda at: sum(mask.bit_count() for mask in choices[at]))
    if not all(choices.values()):
        return None
    found = _search([choices[at] for at in order], rules, budget)
    if found is None:
        return None
    chosen = dict(zip(order, found, strict=False))
    for at in list(chosen):
        without = [mask for other, mask in chosen.items() if other != at]
        if not reduce(and_, without, rules):
            del chosen[at]
    return chosen


def _search(choices: list[list[int]], rules: int, budget: Budget) -> tuple[int, ...] | None:
    """Depth first, from the columns that exclude most. A rule that holds whatever comes next
    closes a branch; so does a set of rules that was seen at the same depth."""
    sure = [rules]
    for masks in reversed(choices):
        sure.append(reduce(and_, masks, sure[-1]))
    sure.reverse()
    seen: list[set[int]] = [set() for _ in choices]
    waiting: list[tuple[int, tuple[int, ...]]] = [(rules, ())]
    while waiting:
        live, path = waiting.pop()
        if not live:
            return path
        depth = len(path)
        if live & sure[depth] or live in seen[depth]:
            continue
        seen[depth].add(live)
        budget.spend(STEPS_OF_A_BRANCH * len(choices[depth]))
        waiting += [(live & mask, (*path, mask)) for mask in choices[depth]]
    return None


def _least(masks: set[int]) -> list[int]:
    """Without those that contain another: where the larger leaves a hole, so does the smaller."""
    if len(masks) > MAX_COMPARED:
        return list(masks)
    kept: list[int] = []
    for mask in sorted(masks, key=int.bit_count):
        if not any(less & mask == less for less in kept):
            kept.append(mask)
    return kept
