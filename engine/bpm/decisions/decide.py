"""Run a decision table: which rules hold, and what they say."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.bpm.decisions.read import Table
from engine.core.errors import EngineError


class NotUnique(EngineError):
    """Several rules of a UNIQUE table hold for the same inputs."""

    code = "decision_not_unique"


def decide(
    table: Table,
    context: Mapping[str, Any],
    now: datetime,
    functions: Mapping[str, Any] | None = None,
) -> tuple[Any, list[str]]:
    """The table's result and the ids of the rules that held.

    One output gives its value, several a context; COLLECT gives a list; no rule gives null.
    NotUnique when two rules of a UNIQUE table hold (DMN 1.5, 8.2.10).
    """
    inputs = [expression(context, now=now, functions=functions) for expression in table.inputs]
    held = []
    for rule in table.rules:
        tests = zip(rule.tests, inputs, strict=True)
        if all(test(value, context, now=now, functions=functions) is True for test, value in tests):
            held.append(rule)
            if table.policy == "FIRST":
                break
    fired = [rule.id for rule in held]
    if table.policy == "UNIQUE" and len(held) > 1:
        raise NotUnique(decision=table.id, rules=fired)
    results = [
        _result(table, [result(context, now=now, functions=functions) for result in rule.results])
        for rule in held
    ]
    if table.policy == "COLLECT":
        return results, fired
    return (results[0] if results else None), fired


def _result(table: Table, values: list[Any]) -> Any:
    return values[0] if len(table.outputs) == 1 else dict(zip(table.outputs, values, strict=True))
