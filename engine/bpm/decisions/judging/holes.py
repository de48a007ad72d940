"""Combinations of inputs at which no rule of a table holds."""

from functools import reduce
from operator import and_, or_

from engine.bpm.decisions.judging.columns import Column, Example, tied
from engine.bpm.decisions.judging.cover import Budget, uncovered

Chosen = dict[int, int]
"""The columns, by position, that make a hole, and the mask of each."""


class Holes:
    """The search for holes among the columns of ``rules`` rules.

    ``doubtful`` are the columns that would make a hole, were they not computed from one another's
    data: it may exist or not.
    """

    def __init__(self, columns: list[Column], rules: int, budget: Budget) -> None:
        self.columns = columns
        self.rules = (1 << rules) - 1
        self.masks = [[sample.may for sample in column.samples] for column in columns]
        self.budget = budget
        self.doubtful: list[Column] = []

    def find(self, most: int) -> list[Example]:
        """At most so many, none inside another."""
        found: list[Example] = []
        while len(found) < most and (chosen := self._next()) is not None:
            found.append(self._example(chosen))
            self._fill(chosen)
        return found

    def _next(self) -> Chosen | None:
        chosen = uncovered(self.masks, self.rules, self.budget)
        if chosen is None or not tied(self.columns[at] for at in chosen):
            return chosen
        for kept in chosen:
            certain = self._loosened(kept)
            if certain is not None:
                return certain
        self.doubtful = [self.columns[at] for at in chosen]
        return None

    def _loosened(self, kept: int) -> Chosen | None:
        """A hole for which, of the columns that share their data, only one is asked: the others
        are taken for all their values at once."""
        shared = {id(column) for pair in tied(self.columns) for column in pair}
        loose = {at for at, c in enumerate(self.columns) if id(c) in shared and at != kept}
        masks = [
            [reduce(or_, found, 0)] if at in loose else found for at, found in enumerate(self.masks)
        ]
        chosen = uncovered(masks, self.rules, self.budget)
        return chosen and {at: mask for at, mask in chosen.items() if at not in loose}

    def _example(self, chosen: Chosen) -> Example:
        """The most natural values: the first of each column that leave the hole one."""
        values = []
        for at in chosen:
            others = reduce(and_, (m for other, m in chosen.items() if other != at), self.rules)
            for sample, mask in zip(self.columns[at].samples, self.masks[at], strict=True):
                if not mask & others:
                    chosen[at] = mask & self.rules
                    values.append((self.columns[at].input, sample.value))
                    break
        return tuple(sorted(values, key=lambda pair: pair[0]))

    def _fill(self, chosen: Chosen) -> None:
        """Add a rule that holds in this hole, so that the next one found is another."""
        filled = self.rules + 1
        for at, masks in enumerate(self.masks):
            self.masks[at] = [
                mask | filled if at not in chosen or mask & self.rules == chosen[at] else mask
                for mask in masks
            ]
        self.rules |= filled
