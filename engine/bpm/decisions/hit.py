"""Which rules of a table hold, and what its hit policy makes of them (DMN 1.5, 8.2.8 to 8.2.11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from engine.bpm.decisions.logic import Aggregation, Input, Output, Policy, Rule, Table
from engine.core.errors import EngineError
from engine.feel import compile as compile_feel
from engine.feel import note, noted_at

SAME: Final = compile_feel("first = second")
AGGREGATES: Final = {
    Aggregation.SUM: compile_feel("sum(results)"),
    Aggregation.MIN: compile_feel("min(results)"),
    Aggregation.MAX: compile_feel("max(results)"),
    Aggregation.COUNT: compile_feel("count(results)"),
}
Names = Mapping[str, object]


class NotUnique(EngineError):
    """Several rules of a UNIQUE table hold for the same inputs."""

    code = "decision_not_unique"


class NotSame(EngineError):
    """Several rules of an ANY table hold for the same inputs, with different results."""

    code = "decision_not_same"


def decide_table(table: Table, names: Names, owner: str, fired: dict[str, list[str]]) -> object:
    """The table's value; the ids of the rules that hold are added to those of its owner.

    One output gives its value, several a context; a policy of many hits gives a list. When no
    rule holds: the default outputs, else an empty list or null. Refused: NotUnique when two
    rules of a UNIQUE table hold; NotSame when two of an ANY table do with different results.
    """
    values = [_input(column, names) for column in table.inputs]
    held = []
    for number, rule in enumerate(table.rules, 1):
        if _holds(rule, number, values, names):
            held.append(rule)
            if table.policy is Policy.FIRST:
                break
    rules = [rule.id for rule in held]
    fired.setdefault(owner, []).extend(rules)
    if table.policy is Policy.UNIQUE and len(held) > 1:
        raise NotUnique(decision=owner, rules=rules)
    results = [_results(table, rule, names) for rule in held]
    if table.policy is Policy.ANY and any(not _same(results[0], other) for other in results[1:]):
        raise NotSame(decision=owner, rules=rules)
    return POLICIES[table.policy](table, results or _defaults(table, names))


def _holds(rule: Rule, number: int, values: list[object], names: Names) -> bool:
    tests = zip(rule.tests, values, strict=False)
    with noted_at(f"règle {number}"):
        return all(test(value, names) is True for test, value in tests)


def _input(column: Input, names: Names) -> object:
    with noted_at(f"colonne {column.label}"):
        return _permitted(column, column.expression(names), names)


def _permitted(column: Input | Output, value: object, names: Names) -> object:
    """A value brought to the type of its column; null, and a reason, when it is not allowed."""
    if column.type is not None:
        value = column.type.coerce(value)
    if column.allowed is None or value is None or column.allowed(value, names) is True:
        return value
    note("not_allowed")
    return None


def _results(table: Table, rule: Rule, names: Names) -> list[object]:
    """What a rule says, an output a value."""
    said = [text(names) for text in rule.results]
    for place, given in enumerate(rule.types):
        said[place] = said[place] if given is None else given.coerce(said[place])
    return [
        _result(output, value, names) for output, value in zip(table.outputs, said, strict=False)
    ]


def _result(output: Output, value: object, names: Names) -> object:
    with noted_at(f"colonne {output.name}"):
        return _permitted(output, value, names)


def _defaults(table: Table, names: Names) -> list[list[object]]:
    """The one result of a table when no rule holds, if it has default output entries."""
    if all(output.default is None for output in table.outputs):
        return []
    return [
        [
            None if output.default is None else _result(output, output.default(names), names)
            for output in table.outputs
        ]
    ]


Results = list[list[object]]


def _value(table: Table, results: list[object]) -> object:
    if len(table.outputs) == 1:
        return results[0]
    return dict(zip((output.name for output in table.outputs), results, strict=False))


def _one(table: Table, results: Results) -> object:
    return _value(table, results[0]) if results else None


def _first_ranked(table: Table, results: Results) -> object:
    return _one(table, sorted(results, key=lambda result: _rank(table, result)))


def _rank(table: Table, result: list[object]) -> list[int]:
    """The place of each output among the values of its column, the first column first."""
    return [
        next(
            (place for place, value in enumerate(output.ranking) if _same(value, found)),
            len(output.ranking),
        )
        for output, found in zip(table.outputs, result, strict=False)
    ]


def _same(first: object, second: object) -> bool:
    return SAME({"first": first, "second": second}) is True


def _all(table: Table, results: Results) -> object:
    return [_value(table, result) for result in results]


def _all_ranked(table: Table, results: Results) -> object:
    return _all(table, sorted(results, key=lambda result: _rank(table, result)))


def _collected(table: Table, results: Results) -> object:
    values = _all(table, results)
    if table.aggregation is Aggregation.NONE:
        return values
    return AGGREGATES[table.aggregation]({"results": values})


POLICIES: Final[dict[Policy, Callable[[Table, Results], object]]] = {
    Policy.UNIQUE: _one,
    Policy.FIRST: _one,
    Policy.ANY: _one,
    Policy.PRIORITY: _first_ranked,
    Policy.RULE_ORDER: _all,
    Policy.OUTPUT_ORDER: _all_ranked,
    Policy.COLLECT: _collected,
}
