"""The value of a boxed expression (DMN 1.5, 10.2.2 and 10.3.2.13).

A loop or a filter written in boxes means what the same written in FEEL means: it is evaluated
as that FEEL text, in which the parts that are boxes are functions of the host. Only a condition
that is neither true, false nor null makes the whole null, as the public conformance kit has it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.bpm.decisions.hit import decide_table
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
    Variable,
)
from engine.feel import (
    ANY,
    Expression,
    Function,
    FunctionType,
    HostFunction,
    Type,
    invoke,
    kind_of,
    note,
    to_feel,
    to_python,
)
from engine.feel import compile as compile_feel

TELLS_ITSELF: Final = ""
"""The name of a function of the host that notes its own reasons for null."""

FILTER: Final = compile_feel("source[match(item)]")
FOR: Final = compile_feel("for item in domain return body(item)")
FOR_PARTIAL: Final = compile_feel("for item in domain return body(item, partial)")
SOME: Final = compile_feel("some item in domain satisfies holds(item)")
EVERY: Final = compile_feel("every item in domain satisfies holds(item)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression is evaluated: the names that it sees, and whose it is.

    ``fired`` gathers, by the id of a decision or of a business knowledge model, the rules of
    its tables that hold.
    """

    owner: str
    names: ChainMap[str, object]
    fired: dict[str, list[str]]

    def within(self, names: dict[str, object]) -> Place:
        """The same place, with names nearer than the others."""
        return Place(self.owner, self.names.new_child(names), self.fired)


def value_of(logic: Logic, place: Place) -> object:
    """The value, as the host knows it; null where FEEL says null."""
    return EVALUATORS[type(logic)](logic, place)


def brought(variable: Variable, value: object) -> object:
    """A value brought to the type of its variable (10.3.2.9.4)."""
    return value if variable.type is None else coerced(variable.type, value)


def coerced(given: Type, value: object) -> object:
    """A value brought to a type; a function then takes and gives what its type says."""
    if isinstance(given, FunctionType) and isinstance(value, Function):
        return _typed_function(given, value)
    return given.coerce(value)


def _typed_function(given: FunctionType, function: Function) -> HostFunction:
    def call(*positional: object, **named: object) -> object:
        types = (*given.parameters, *([ANY] * len(positional)))
        arguments = [kind.coerce(value) for kind, value in zip(types, positional, strict=False)]
        by_name = {name: to_feel(value) for name, value in named.items()}
        value = invoke(function, [to_feel(argument) for argument in arguments], by_name)
        return given.result.coerce(to_python(value))

    return HostFunction(TELLS_ITSELF, call)


Body = Callable[[dict[str, object]], object]


def function_of(parameters: tuple[Variable, ...], result: Type | None, body: Body) -> HostFunction:
    """A function value: ``body`` is given the arguments by name.

    Arguments that are missing, too many or of another type give null (10.3.2.13.2).
    """

    def call(*positional: object, **named: object) -> object:
        arguments = _arguments(parameters, positional, named)
        if arguments is None:
            return None
        value = body(arguments)
        return value if result is None else coerced(result, value)

    return HostFunction(TELLS_ITSELF, call)


def _arguments(
    parameters: tuple[Variable, ...],
    positional: tuple[object, ...],
    named: Mapping[str, object],
) -> dict[str, object] | None:
    """The arguments by name; null, with a reason, when they are not those of the parameters."""
    names = tuple(parameter.name for parameter in parameters)
    given = dict(zip(names, positional, strict=False)) | dict(named)
    if len(positional) + len(named) != len(names) or given.keys() != set(names):
        note("wrong_arguments", function="", expected=", ".join(names))
        return None
    arguments = {
        parameter.name: brought(parameter, given[parameter.name]) for parameter in parameters
    }
    if any(given[name] is not None and value is None for name, value in arguments.items()):
        return None  # the reason is noted where the value was brought to its type
    return arguments


def _literal(logic: Literal, place: Place) -> object:
    return logic.expression(place.names)


def _typed(logic: Typed, place: Place) -> object:
    return coerced(logic.type, value_of(logic.logic, place))


def _table(logic: Table, place: Place) -> object:
    return decide_table(logic, place.names, place.owner, place.fired)


def _context(logic: Context, place: Place) -> object:
    values: dict[str, object] = {}
    inner = place.within(values)
    for entry in logic.entries:
        values[entry.variable.name] = brought(entry.variable, value_of(entry.logic, inner))
    return values if logic.result is None else value_of(logic.result, inner)


def _function(logic: FunctionDefinition, place: Place) -> object:
    def body(arguments: dict[str, object]) -> object:
        return value_of(logic.body, place.within(arguments))

    return function_of(logic.parameters, logic.type, body)


def _invocation(logic: Invocation, place: Place) -> object:
    function = to_feel(value_of(logic.called, place))
    named = {
        variable.name: to_feel(brought(variable, value_of(part, place)))
        for variable, part in logic.bindings
    }
    return to_python(invoke(function, [], named))


def _list(logic: ListOf, place: Place) -> object:
    return [value_of(item, place) for item in logic.items]


def _relation(logic: Relation, place: Place) -> object:
    return [
        {
            column.name: brought(column, value_of(cell, place))
            for column, cell in zip(logic.columns, row, strict=False)
        }
        for row in logic.rows
    ]


def _conditional(logic: Conditional, place: Place) -> object:
    try:
        holds = _truth(value_of(logic.condition, place))
    except _NoTruth:
        return None
    return value_of(logic.then if holds else logic.otherwise, place)


def _filter(logic: Filter, place: Place) -> object:
    def match(item: object) -> object:
        entries = item if isinstance(item, dict) else {}
        return _truth(value_of(logic.match, place.within({"item": item, **entries})))

    source = value_of(logic.source, place)
    return _tried(FILTER, {"source": source, "match": HostFunction(TELLS_ITSELF, match)})


def _for(logic: For, place: Place) -> object:
    def body(item: object, partial: object = None) -> object:
        return value_of(logic.body, place.within({logic.name: item, "partial": partial}))

    text = FOR_PARTIAL if logic.partial else FOR
    return text({"domain": value_of(logic.domain, place), "body": HostFunction(TELLS_ITSELF, body)})


def _quantified(logic: Quantified, place: Place) -> object:
    def holds(item: object) -> object:
        return _truth(value_of(logic.condition, place.within({logic.name: item})))

    domain = value_of(logic.domain, place)
    text = SOME if logic.some else EVERY
    return _tried(text, {"domain": domain, "holds": HostFunction(TELLS_ITSELF, holds)})


class _NoTruth(Exception):
    """A condition in a box that is neither true, false nor null: the whole is null."""


def _truth(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        note("no_condition", found=kind_of(to_feel(value)))
        raise _NoTruth
    return value


def _tried(text: Expression, names: Mapping[str, object]) -> object:
    try:
        return text(names)
    except _NoTruth:
        return None


EVALUATORS: Final[dict[type, Callable[..., object]]] = {
    Literal: _literal,
    Typed: _typed,
    Table: _table,
    Context: _context,
    FunctionDefinition: _function,
    Invocation: _invocation,
    ListOf: _list,
    Relation: _relation,
    Conditional: _conditional,
    Filter: _filter,
    For: _for,
    Quantified: _quantified,
}
