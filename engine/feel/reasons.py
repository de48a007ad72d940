"""Why a value became null: what each construct notes when it answers null out of an error."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from engine.feel.functions import Builtin, HostFunction, fitted
from engine.feel.limits import Place, note
from engine.feel.values.kinds import Function, kind_of

FROM_TEXT: Final = frozenset({"date", "time", "date and time", "duration", "number", "range"})
"""The functions that read a text, and answer null when it is not of the wanted form."""


def of_operator(sign: str, left: object, right: object, place: Place) -> None:
    """An operator that gave null: an operand is null, or the two do not go together."""
    if left is None or right is None:
        note("null_operand", place, operator=sign)
    elif sign == "/" and isinstance(right, Decimal) and not right:
        note("division_by_zero", place)
    elif isinstance(left, Decimal) and isinstance(right, Decimal):
        note("no_result", place, function=sign)
    else:
        note("wrong_kinds", place, operator=sign, left=kind_of(left), right=kind_of(right))


def of_sign(value: object, place: Place) -> None:
    """A minus sign before what is no number and no duration."""
    if value is None:
        note("null_operand", place, operator="-")
    else:
        note("wrong_arguments", place, function="-", found=kind_of(value))


def of_condition(answer: object, place: Place) -> None:
    """A condition that is neither true nor false."""
    if answer is None:
        note("null_condition", place)
    else:
        note("no_condition", place, found=kind_of(answer))


def of_path(value: object, name: str, place: Place) -> None:
    """A property or an entry that is not there; an entry that holds null has no reason."""
    if value is None:
        note("null_path", place, name=name)
    elif not isinstance(value, dict):
        note("no_such_property", place, name=name, found=kind_of(value))
    elif name not in value:
        note("no_such_entry", place, name=name)


def of_call(
    function: object, positional: list[object], named: Mapping[str, object], place: Place
) -> None:
    """A call that gave null.

    The body of a function written in FEEL has told its own reasons, and so does a function of
    the host that has no name.
    """
    if not isinstance(function, Function):
        note("no_function", place, found=kind_of(function))
    elif fitted(function, positional, named) is None:
        note("wrong_arguments", place, function=getattr(function, "name", ""))
    elif isinstance(function, Builtin):
        given = [*positional, *named.values()]
        if function.name in FROM_TEXT and given and isinstance(given[0], str):
            note("not_readable", place, function=function.name)
        else:
            note("no_result", place, function=function.name)
    elif isinstance(function, HostFunction) and function.name:
        note("no_result", place, function=function.name)
