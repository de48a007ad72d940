"""The three kinds of functions: written in FEEL, built in, given by the host."""

import decimal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from engine.feel.errors import FeelLimitError
from engine.feel.limits import MAX_CALL_DEPTH, check_list, check_string, current_run, spend
from engine.feel.scope import Code, Scope
from engine.feel.values.kinds import Function, kind_of, to_feel


class Overload(Protocol):
    """One signature of a built-in function."""

    def bind(self, positional: list[object], named: Mapping[str, object]) -> list[object] | None:
        """The arguments in order, or None when they do not fit."""

    def run(self, arguments: list[object]) -> object:
        """The result."""


@dataclass(frozen=True, slots=True)
class Closure(Function):
    """``function(a, b) body``, with the scope where it was written."""

    parameters: tuple[str, ...]
    types: tuple[Callable[[object], bool], ...]
    body: Code
    scope: Scope


@dataclass(frozen=True, slots=True)
class Builtin(Function):
    """A function of the FEEL library."""

    name: str
    overloads: list[Overload]


@dataclass(frozen=True, slots=True)
class HostFunction(Function):
    """A Python function that the caller of the evaluation gave under a name."""

    call: Callable[..., object]


def invoke(
    function: object, positional: list[object], named: Mapping[str, object] | None = None
) -> object:
    """Call a function value. Arguments that do not fit, or no function at all, give null."""
    spend()
    named = named or {}
    for argument in chain(positional, named.values()):
        _charge(argument)
    if isinstance(function, Builtin):
        return _invoke_builtin(function, positional, named)
    if isinstance(function, HostFunction):
        return to_feel(function.call(*positional, **named))
    if isinstance(function, Closure):
        return _invoke_closure(function, positional, named)
    return None


def _charge(value: object) -> None:
    if isinstance(value, str):
        check_string(len(value))
    elif isinstance(value, list | dict):
        check_list(len(value))


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


def _invoke_closure(
    function: Closure, positional: list[object], named: Mapping[str, object]
) -> object:
    arguments = _arguments(function, positional, named)
    if arguments is None:
        return None
    run = current_run.get()
    run.depth += 1
    try:
        if run.depth > MAX_CALL_DEPTH:
            message = f"functions call each other more than {MAX_CALL_DEPTH} deep"
            raise FeelLimitError("too_deep", message)
        return function.body(Scope(arguments, function.scope))
    finally:
        run.depth -= 1


def _arguments(
    function: Closure, positional: list[object], named: Mapping[str, object]
) -> dict[str, object] | None:
    if named:
        arguments = dict(named)
    elif len(positional) == len(function.parameters):
        arguments = dict(zip(function.parameters, positional, strict=True))
    else:
        return None
    if arguments.keys() != set(function.parameters):
        return None
    for name, fits in zip(function.parameters, function.types, strict=True):
        if arguments[name] is not None and not fits(arguments[name]):
            return None
    return arguments


def is_function(value: object) -> bool:
    """Whether a value can be called."""
    return kind_of(value) == "function" and isinstance(value, Function)
