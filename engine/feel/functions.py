"""The three kinds of functions: written in FEEL, built in, given by the host."""

import decimal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final, Protocol

from engine.feel.errors import FeelLimitError
from engine.feel.limits import (
    MAX_CALL_DEPTH,
    NO_PLACE,
    Place,
    check_list,
    check_string,
    current_run,
    spend,
)
from engine.feel.scope import Code, Scope
from engine.feel.values.kinds import PLAIN_DIGITS, Function, check_result
from engine.feel.values.python import to_feel, to_python
from engine.feel.values.types import ANY, Type, TypedFunction

CALL_STEPS: Final = 4
"""What calling any function costs, in tokens."""
DIGITS_PER_STEP: Final = 4

Arguments = list[object] | dict[str, object]


class Overload(Protocol):
    """One signature of a built-in function."""

    def bind(self, positional: list[object], named: Mapping[str, object]) -> list[object] | None:
        """The arguments in order, or None when they do not fit."""

    def run(self, arguments: list[object]) -> object:
        """The result."""


@dataclass(frozen=True, slots=True)
class Closure(TypedFunction):
    """``function(a, b) body``, with the scope where it was written.

    ``weight``: the tokens of its body. ``is_literal``: its body reads no name.
    """

    parameters: tuple[str, ...]
    types: tuple[Type, ...]
    body: Code
    weight: int
    is_literal: bool
    scope: Scope

    def literal(self) -> object:
        """What it always gives if it reads no name, else null."""
        return self.body(self.scope) if self.is_literal else None


@dataclass(frozen=True, slots=True)
class Builtin(Function):
    """A function of the FEEL library, with the steps of a call and of an item of a list."""

    name: str
    overloads: list[Overload]
    steps: int
    item_steps: float


@dataclass(frozen=True, slots=True)
class HostFunction(Function):
    """A Python function that the caller of the evaluation gave under a name."""

    name: str
    call: Callable[..., object]


def invoke(
    function: object,
    positional: list[object],
    named: Mapping[str, object] | None = None,
    place: Place = NO_PLACE,
) -> object:
    """Call a function value. Arguments that do not fit, or no function at all, give null."""
    spend(CALL_STEPS)
    named = named or {}
    for argument in chain(positional, named.values()):
        _charge(argument)
    if isinstance(function, Builtin):
        _charge_builtin(function, chain(positional, named.values()))
        return _invoke_builtin(function, positional, named)
    if isinstance(function, Closure):
        return _invoke_closure(function, positional, named, place)
    if isinstance(function, HostFunction):
        return _invoke_host(function, positional, named)
    return None


def fitted(
    function: Function, positional: list[object], named: Mapping[str, object]
) -> Arguments | None:
    """The arguments as the function takes them, or None when they do not fit."""
    if isinstance(function, Builtin):
        bound = (overload.bind(positional, named) for overload in function.overloads)
        return next((arguments for arguments in bound if arguments is not None), None)
    if isinstance(function, Closure):
        return _arguments(function, positional, named, NO_PLACE)
    return positional


def _charge(value: object) -> None:
    if isinstance(value, str):
        check_string(len(value))
    elif isinstance(value, list | dict):
        check_list(len(value))


def _charge_builtin(function: Builtin, arguments: Iterable[object]) -> None:
    """Lists and contexts by their size; a huge number by its digits, which may all be written."""
    steps = function.steps
    for argument in arguments:
        if argument.__class__ is list or argument.__class__ is dict:
            steps += int(len(argument) * function.item_steps)
        elif argument.__class__ is Decimal and argument.adjusted() > PLAIN_DIGITS:
            steps += argument.adjusted() // DIGITS_PER_STEP
    if steps:
        spend(steps)


def _invoke_builtin(
    function: Builtin, positional: list[object], named: Mapping[str, object]
) -> object:
    for overload in function.overloads:
        arguments = overload.bind(positional, named)
        if arguments is not None:
            return _computed(overload, arguments)
    return None


def _computed(overload: Overload, arguments: list[object]) -> object:
    try:
        result = overload.run(arguments)
    except decimal.Overflow:
        raise FeelLimitError("number_too_large", "a number outside of decimal128") from None
    except (decimal.DecimalException, OverflowError):
        return None
    _charge(result)
    return result


def _invoke_host(
    function: HostFunction, positional: list[object], named: Mapping[str, object]
) -> object:
    """The host sees Python's values, and its answer becomes a value of FEEL."""
    given = [to_python(check_result(argument)) for argument in positional]
    by_name = {name: to_python(check_result(argument)) for name, argument in named.items()}
    return to_feel(function.call(*given, **by_name))


def _invoke_closure(
    function: Closure, positional: list[object], named: Mapping[str, object], place: Place
) -> object:
    arguments = _arguments(function, positional, named, place)
    if arguments is None:
        return None
    spend(function.weight)
    run = current_run.get()
    run.depth += 1
    try:
        if run.depth > MAX_CALL_DEPTH:
            message = f"functions call each other more than {MAX_CALL_DEPTH} deep"
            raise FeelLimitError("calls_too_deep", message)
        return function.body(Scope(arguments, function.scope))
    finally:
        run.depth -= 1


def _arguments(
    function: Closure, positional: list[object], named: Mapping[str, object], place: Place
) -> dict[str, object] | None:
    """By name, each brought to its declared type; None when one does not fit (10.3.2.13.2)."""
    arguments = dict(named or zip(function.parameters, positional, strict=False))
    given = len(named) or len(positional)
    if given != len(function.parameters) or arguments.keys() != set(function.parameters):
        return None
    for name, type in zip(function.parameters, function.types, strict=True):
        if type is not ANY and arguments[name] is not None:
            arguments[name] = type.cast(arguments[name], place)
            if arguments[name] is None:
                return None
    return arguments
