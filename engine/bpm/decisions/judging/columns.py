"""The columns of a table as samples: a value, and the rules whose cell accepts it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from engine.bpm.decisions.judging.cells import Cell, cells_of, sweep
from engine.bpm.decisions.judging.cover import Budget
from engine.bpm.decisions.judging.gaps import OTHER
from engine.bpm.decisions.judging.samples import NoOrder, samples
from engine.bpm.decisions.logic import Input, Table
from engine.feel import Allowed, FeelError, UnaryTests

Behind = Mapping[str, frozenset[str]]
"""What stands behind a name that the table reads: the data of the decision that gives it."""

Example = tuple[tuple[int, object], ...]
"""Inputs by position, with a value; what is said holds whatever the values of the others."""

STEPS_OF_A_TEST: Final = 20

ANY_VALUE: Final = object()
"""The value of the sample that stands for those of which nothing is known."""


@dataclass(frozen=True)
class Sample:
    """A value, by bits the rules that hold at it, and those that perhaps do."""

    value: object
    must: int
    may: int


@dataclass(frozen=True)
class Column:
    """What the inputs with one expression ask. ``samples``: the constants of the cells first.

    Cells that could not be read are bits of ``unread``; they hold perhaps, never surely.
    ``null`` is the sample of a missing value, ``on_null`` the rules whose cell speaks of it.
    """

    input: int
    label: str
    reads: frozenset[str]
    samples: tuple[Sample, ...]
    null: Sample
    on_null: int
    unread: int

    @property
    def known(self) -> tuple[Sample, ...]:
        """Samples at which rules may be said to overlap: null only where a cell speaks of it."""
        return (*self.samples, self.null) if self.on_null else self.samples


def tied(columns: Iterable[Column]) -> list[tuple[Column, Column]]:
    """The pairs that read the same data, so that not every two values can be had together."""
    return [(one, other) for one, other in combinations(columns, 2) if one.reads & other.reads]


def columns_of(table: Table, behind: Behind, budget: Budget) -> list[Column]:
    """The columns that ask something; inputs with the same expression are one.

    TooLarge when evaluating the cells would take too long.
    """
    groups: dict[str, list[int]] = {}
    for position, column in enumerate(table.inputs):
        groups.setdefault(column.expression.text.strip(), []).append(position)
    return [
        _column(table, inputs, behind, budget)
        for inputs in groups.values()
        if any(
            rule.tests[at].text.strip() not in ("", "-") for rule in table.rules for at in inputs
        )
    ]


def _column(table: Table, inputs: list[int], behind: Behind, budget: Budget) -> Column:
    first = table.inputs[inputs[0]]
    names = first.expression.names
    cells = cells_of(table, inputs)
    read = [cell for cell in cells if cell.edges is not None]
    unread = sum(cell.rules for cell in cells if cell.edges is None)
    constants = [edge for cell in read for edge in cell.edges or ()]
    budget.spend(STEPS_OF_A_TEST * (3 * len(constants) + 2 * len(read)))
    try:
        found = _samples(table, inputs, read, constants)
        null = sum(cell.rules for cell in read if cell.holds(None))
    except (NoOrder, FeelError):
        found, null, unread = [], 0, (1 << len(table.rules)) - 1
    known = [Sample(value, must, must | unread) for value, must in found]
    if not known or any(_permitted(table.inputs[at]) is None for at in inputs):
        known.append(Sample(ANY_VALUE, 0, -1))
    return Column(
        inputs[0],
        first.label or first.expression.text,
        names.union(*(behind.get(name, frozenset()) for name in names)),
        tuple(known),
        Sample(None, null, null | unread),
        sum(cell.rules for cell in cells if cell.says_null),
        unread,
    )


def _samples(
    table: Table, inputs: list[int], cells: list[Cell], constants: list[object]
) -> list[tuple[object, int]]:
    """The values that the inputs may take and the rules that hold there, constants first."""
    columns = [table.inputs[at] for at in inputs]
    permitted = [edge for column in columns for edge in _permitted(column) or ()]
    kind = columns[0].type
    blocks = samples([*constants, *permitted], kind.name if kind else "")
    values = [value for block in blocks for value in block]
    pairs = zip(values, sweep(cells, blocks, values), strict=True)
    allowed = [pair for pair in pairs if all(_allows(column, pair[0]) for column in columns)]
    named = {(type(constant), constant) for constant in constants if constant is not None}
    return sorted(
        allowed, key=lambda pair: ((type(pair[0]), pair[0]) not in named, pair[0] != OTHER)
    )


def _permitted(column: Input) -> list[object] | None:
    """The constants of the allowed values, the input's and its type's; None when some could not
    be read."""
    found: list[object] = []
    allowed: list[object] = [column.allowed] if column.allowed else []
    kind = column.type
    while isinstance(kind, Allowed):
        allowed.append(kind.tests)
        kind = kind.base
    for tests in allowed:
        edges = tests.edges if isinstance(tests, UnaryTests) else None
        if edges is None:
            return None
        found += edges
    return found


def _allows(column: Input, value: object) -> bool:
    if column.type is not None and not column.type.fits(value):
        return False
    return column.allowed is None or column.allowed(value, {}) is True
