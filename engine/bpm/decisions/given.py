"""Inputs that come from outside as JSON: their texts read as the moments that are declared."""

from collections.abc import Mapping
from typing import Final

from engine.bpm.decisions.decide import parameters_of
from engine.bpm.decisions.logic import Input, Logic, Table, Typed
from engine.bpm.decisions.model import Decision, Service
from engine.core.errors import EngineError
from engine.feel import Allowed, ContextType, ListType, Type, evaluate

READ_AS: Final = {
    "date": "date(text)",
    "time": "time(text)",
    "date and time": "date and time(text)",
    "days and time duration": "duration(text)",
    "years and months duration": "duration(text)",
}


class NotOfType(EngineError):
    """The text given for an input is not of its declared type."""

    code = "input_not_of_type"


def typed(decision: Decision | Service, given: Mapping[str, object]) -> dict[str, object]:
    """The inputs, their texts read as the dates, times and durations that are declared.

    NotOfType, with the ``input`` and the ``type``, for a text that is none; anything else that
    does not fit is left to the decision, which makes it null and says why.
    """
    values = dict(given)
    for name, declared in _declared(decision).items():
        if name in values:
            values[name] = _read(name, declared, values[name])
    return values


def _declared(decision: Decision | Service) -> dict[str, Type]:
    """The type of each input, by the input data or else by the column that shows it."""
    if isinstance(decision, Service):
        variables = parameters_of(decision)
        return {one.name: one.type for one in variables if one.type is not None}
    declared: dict[str, Type] = {}
    for part in decision.model.needed(decision.id, functions=False):
        for column in _columns(part.logic if isinstance(part, Decision) else None):
            if column.type is not None and column.expression.names == {column.expression.text}:
                declared[column.expression.text] = column.type
    for part in decision.model.needed(decision.id, functions=False):
        for key in part.requires.inputs:
            variable = decision.model.inputs[key]
            if variable.type is not None:
                declared[variable.name] = variable.type
    return declared


def _columns(logic: Logic | None) -> tuple[Input, ...]:
    if isinstance(logic, Typed):
        return _columns(logic.logic)
    return logic.inputs if isinstance(logic, Table) else ()


def _read(name: str, declared: Type, value: object) -> object:
    if isinstance(declared, Allowed):
        return _read(name, declared.base, value)
    if isinstance(declared, ListType) and isinstance(value, list):
        return [_read(name, declared.item, item) for item in value]
    if isinstance(declared, ContextType) and isinstance(value, dict):
        entries = declared.entries
        return {k: _read(k, entries[k], v) if k in entries else v for k, v in value.items()}
    if not isinstance(value, str) or declared.name not in READ_AS:
        return value
    found = evaluate(READ_AS[declared.name], {"text": value})
    if found is None or not declared.fits(found):
        raise NotOfType(input=name, type=declared.name)
    return found
