"""What a logic reads: the variables and the functions that it does not name itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from engine.bpm.decisions.logic import (
    Conditional,
    Context,
    Filter,
    For,
    FunctionDefinition,
    Invocation,
    ListOf,
    Literal,
    Logic,
    Quantified,
    Relation,
    Table,
    Typed,
)
from engine.bpm.decisions.model import Reads
from engine.feel import Expression, UnaryTests

NONE: Final[frozenset[str]] = frozenset()


def reads_of(logic: Logic | None) -> Reads:
    """The free names of a logic."""
    return Reads() if logic is None else READERS[type(logic)](logic)


def _union(found: Iterable[Reads]) -> Reads:
    parts = list(found)
    return Reads(
        NONE.union(*(part.names for part in parts)), NONE.union(*(part.calls for part in parts))
    )


def _text(text: Expression | UnaryTests) -> Reads:
    return Reads(text.names, text.calls)


def _table(logic: Table) -> Reads:
    texts: list[Expression | UnaryTests | None] = []
    for column in logic.inputs:
        texts += [column.expression, column.allowed]
    for output in logic.outputs:
        texts += [output.allowed, output.default]
    for rule in logic.rules:
        texts += [*rule.tests, *rule.results]
    return _union(_text(text) for text in texts if text is not None)


def _context(logic: Context) -> Reads:
    found = Reads()
    for entry in reversed(logic.entries):
        later = found.without([entry.variable.name])
        found = _union([later, reads_of(entry.logic)])
    result = reads_of(logic.result).without(entry.variable.name for entry in logic.entries)
    return _union([found, result])


def _function(logic: FunctionDefinition) -> Reads:
    return reads_of(logic.body).without(parameter.name for parameter in logic.parameters)


def _for(logic: For) -> Reads:
    body = reads_of(logic.body).without([logic.name, "partial"])
    return _union([reads_of(logic.domain), body])


def _quantified(logic: Quantified) -> Reads:
    return _union([reads_of(logic.domain), reads_of(logic.condition).without([logic.name])])


def _invocation(logic: Invocation) -> Reads:
    """The function is read by its name, but asked of the host: no variable holds it."""
    called = reads_of(logic.called)
    function = Reads(NONE, called.names | called.calls)
    return _union([function, *(reads_of(given) for _, given in logic.bindings)])


READERS: Final[Mapping[type, Callable[..., Reads]]] = {
    Literal: lambda logic: _text(logic.expression),
    Typed: lambda logic: reads_of(logic.logic),
    Table: _table,
    Context: _context,
    FunctionDefinition: _function,
    Invocation: _invocation,
    ListOf: lambda logic: _union(map(reads_of, logic.items)),
    Relation: lambda logic: _union(reads_of(cell) for row in logic.rows for cell in row),
    Conditional: lambda logic: _union(
        map(reads_of, (logic.condition, logic.then, logic.otherwise))
    ),
    Filter: lambda logic: _union([reads_of(logic.source), reads_of(logic.match).without(["item"])]),
    For: _for,
    Quantified: _quantified,
}
