"""The cells of a column: what rules ask of one expression, and at which values they hold."""

from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import xor
from typing import Any

from engine.bpm.decisions.logic import Table
from engine.feel import UnaryTests


@dataclass(frozen=True)
class Cell:
    """What one or several rules ask of one expression, by their bits."""

    tests: tuple[UnaryTests, ...]
    rules: int

    @property
    def edges(self) -> list[object] | None:
        """The constants that it compares with; None when it compares with something else."""
        found: list[object] = []
        for test in self.tests:
            if test.edges is None:
                return None
            found += test.edges
        return found

    @property
    def says_null(self) -> bool:
        """Whether null is meant: a constant may be it by mistake, as the 30th of February."""
        return any("null" in test.text for test in self.tests)

    def holds(self, value: object) -> bool:
        """Whether all its tests accept the value."""
        return all(test(value, {}) is True for test in self.tests)


def cells_of(table: Table, inputs: list[int]) -> list[Cell]:
    """The distinct cells, each with all its rules."""
    rules: dict[tuple[str, ...], int] = {}
    tests: dict[tuple[str, ...], tuple[UnaryTests, ...]] = {}
    for position, rule in enumerate(table.rules):
        asked = tuple(rule.tests[at] for at in inputs)
        key = tuple(test.text for test in asked)
        tests[key] = asked
        rules[key] = rules.get(key, 0) | 1 << position
    return [Cell(tests[key], rules[key]) for key in rules]


def sweep(cells: list[Cell], blocks: list[list[Any]], values: list[Any]) -> list[int]:
    """The rules that hold at each value. A cell is asked once between two of its own constants;
    its answer is a bit that turns where it begins and ends."""
    fences = [0, *accumulate(len(block) for block in blocks)]
    at = {(type(value), value): position for position, value in enumerate(values)}
    turns = [0] * (len(values) + 1)
    for cell in cells:
        own = [at[type(edge), edge] for edge in cell.edges or () if edge is not None]
        cuts = sorted({*fences, *own, *(position + 1 for position in own)})
        for low, high in pairwise(cuts):
            if cell.holds(values[low]):
                turns[low] ^= cell.rules
                turns[high] ^= cell.rules
    return list(accumulate(turns[:-1], xor))
