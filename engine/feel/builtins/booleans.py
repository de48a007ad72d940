"""Functions on truth values and on any value."""

from engine.feel.builtins.registry import builtin
from engine.feel.operators.comparison import all_of, any_of, equal, negate
from engine.feel.values.clock import DateTime, Time
from engine.feel.values.kinds import kind_of


@builtin("not", "negand")
def negation(negand: object) -> bool | None:
    """``not(true)`` is false; null for anything but a boolean."""
    return negate(negand)


@builtin("all", "list", spread=True)
@builtin("and", "list", spread=True)
def every(items: list[object]) -> bool | None:
    """``all([true, false])`` is false; true for an empty list."""
    return all_of(items)


@builtin("any", "list", spread=True)
@builtin("or", "list", spread=True)
def some(items: list[object]) -> bool | None:
    """``any([true, false])`` is true; false for an empty list."""
    return any_of(items)


@builtin("is", "value1", "value2")
def same(value1: object = None, value2: object = None) -> bool:
    """``is(a, b)``: the same element of the semantic domain; unlike ``=``, zones count."""
    if kind_of(value1) != kind_of(value2):
        return False
    if isinstance(value1, DateTime | Time):
        return value1 == value2
    return equal(value1, value2) is True


@builtin("is defined", "value")
def is_defined(value: object) -> bool:
    """``is defined(x)``: not null (an extension of Camunda's FEEL)."""
    return value is not None


@builtin("get or else", "value", "default")
def value_or(value: object, default: object) -> object:
    """``get or else(x, 0)``: the value, or the other if it is null (Camunda's FEEL)."""
    return default if value is None else value
