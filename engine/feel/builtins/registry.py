"""How a Python function becomes a built-in function of FEEL.

Its annotations are its signature: an argument of another kind gives null, so the body
only sees what it declares. ``object`` accepts anything, null too; a default makes a
parameter optional. Conversions of a single argument follow DMN 1.5, 10.3.2.9.4.
"""

import inspect
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from engine.feel.builtins.costs import CALLS, DEFAULT_ITEM, ITEMS
from engine.feel.functions import Builtin
from engine.feel.values.calendar import Date
from engine.feel.values.clock import midnight
from engine.feel.values.kinds import KINDS, kind_of

BUILTINS: Final[dict[str, Builtin]] = {}
REFUSED: Final = object()

AnyFunction = TypeVar("AnyFunction", bound=Callable[..., object])


def builtin(
    name: str, *parameters: str, spread: bool = False
) -> Callable[[AnyFunction], AnyFunction]:
    """Register a function under its FEEL name, with the FEEL names of its parameters.

    Registered twice under one name, a function has two signatures: the first that fits is called.
    ``spread``: the one list parameter may also be written as many arguments, ``min(1, 2, 3)``.
    """

    def register(implementation: AnyFunction) -> AnyFunction:
        steps, item_steps = CALLS.get(name, 0), ITEMS.get(name, DEFAULT_ITEM)
        function = BUILTINS.setdefault(name, Builtin(name, [], steps, item_steps))
        function.overloads.append(Signature.of(implementation, parameters, spread))
        return implementation

    return register


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its FEEL name, the kinds it takes (none: any), REFUSED if it must be given."""

    name: str
    kinds: frozenset[str] | None
    default: object

    def accept(self, value: object) -> object:
        """The value, converted if the specification says so, or REFUSED."""
        kind = kind_of(value)
        if self.kinds is None or kind in self.kinds:
            return value
        if isinstance(value, list) and len(value) == 1 and kind_of(value[0]) in self.kinds:
            return value[0]
        if "list" in self.kinds and value is not None:
            return [value]
        if "date and time" in self.kinds and isinstance(value, Date):
            return midnight(value)
        return REFUSED


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in function."""

    implementation: Callable[..., object]
    parameters: tuple[Parameter, ...]
    rest: Parameter | None
    spread: bool

    @classmethod
    def of(
        cls, implementation: Callable[..., object], names: tuple[str, ...], spread: bool
    ) -> "Signature":
        """Read the signature off the annotations."""
        hints = typing.get_type_hints(implementation)
        parameters, rest = [], None
        declared = inspect.signature(implementation).parameters.values()
        for name, parameter in zip(names, declared, strict=True):
            must = parameter.default is inspect.Parameter.empty
            default = REFUSED if must else parameter.default
            one = Parameter(name, _kinds(hints[parameter.name]), default)
            if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                rest = one
            else:
                parameters.append(one)
        return cls(implementation, tuple(parameters), rest, spread)

    def bind(self, positional: list[object], named: Mapping[str, object]) -> list[object] | None:
        """The arguments in order, or None when they do not fit."""
        if named:
            return self._bind_named(named)
        if self.spread and not (len(positional) == 1 and isinstance(positional[0], list)):
            return [positional] if positional else None
        if len(positional) > len(self.parameters) and self.rest is None:
            return None
        pairs = zip(self.parameters, positional, strict=False)
        arguments = [parameter.accept(value) for parameter, value in pairs]
        arguments += [parameter.default for parameter in self.parameters[len(positional) :]]
        if self.rest is not None:
            arguments.extend(map(self.rest.accept, positional[len(self.parameters) :]))
        return None if REFUSED in arguments else arguments

    def _bind_named(self, named: Mapping[str, object]) -> list[object] | None:
        rest = () if self.rest is None else (self.rest,)
        if not named.keys() <= {parameter.name for parameter in (*self.parameters, *rest)}:
            return None
        arguments = [
            one.accept(named[one.name]) if one.name in named else one.default
            for one in self.parameters
        ]
        arguments.extend(one.accept(named[one.name]) for one in rest if one.name in named)
        return None if REFUSED in arguments else arguments

    def run(self, arguments: list[object]) -> object:
        """The result."""
        return self.implementation(*arguments)


def _kinds(hint: Any) -> frozenset[str] | None:
    if hint is object:
        return None
    if typing.get_origin(hint) is types.UnionType:
        return frozenset(KINDS.get(_class(part), "function") for part in typing.get_args(hint))
    return frozenset({KINDS.get(_class(hint), "function")})


def _class(hint: Any) -> type:
    origin: type = typing.get_origin(hint) or hint
    return origin
