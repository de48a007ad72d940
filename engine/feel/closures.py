"""What the parser builds: each function here makes the code of one construct of the grammar.

``place`` is where a reason for null is told; ``weight`` the tokens that one turn evaluates.
"""

from collections.abc import Callable, Sequence

from engine.feel import reasons
from engine.feel.builtins import BUILTINS
from engine.feel.errors import FeelError
from engine.feel.functions import HostFunction, invoke
from engine.feel.limits import Place, current_run, note
from engine.feel.operators.comparison import compare, is_in
from engine.feel.operators.properties import path
from engine.feel.scope import MISSING, Code, Scope
from engine.feel.values.kinds import Function, Range

Operation = Callable[[object, object], object]
Step = Callable[[object, Scope], object]
"""What follows a value: ``+ 1``, ``.name``, ``[filter]``, ``(arguments)``, ``= 2``."""


def constant(value: object) -> Code:
    """A literal."""
    return lambda scope: value


def refused(code: str, place: Place, **detail: str) -> Code:
    """What the text itself already makes null."""

    def refuse(scope: Scope) -> None:
        note(code, place, **detail)

    return refuse


def lookup(name: str, place: Place) -> Code:
    """The value of a name: of the scope, else the built-in function, else null."""

    def code(scope: Scope) -> object:
        value = scope.find(name)
        if value is MISSING:
            value = BUILTINS.get(name)
            if value is None:
                note("unknown_name", place, name=name)
        return value

    return code


def pipeline(first: Code, steps: Sequence[Step]) -> Code:
    """A value and what follows it, from left to right, however many."""
    if not steps:
        return first
    if len(steps) == 1:
        step = steps[0]
        return lambda scope: step(first(scope), scope)

    def code(scope: Scope) -> object:
        value = first(scope)
        for step in steps:
            value = step(value, scope)
        return value

    return code


def binary(sign: str, operation: Operation, right: Code, place: Place) -> Step:
    """An operator and its right side."""

    def step(value: object, scope: Scope) -> object:
        other = right(scope)
        answer = operation(value, other)
        if answer is None:
            reasons.of_operator(sign, value, other, place)
        return answer

    return step


def found_in(test: Code, place: Place) -> Step:
    """``in`` a value, a range or a list."""
    return binary("in", is_in, test, place)


def conjunction(operands: Sequence[Code], place: Place) -> Code:
    """``a and b and c``: stops at the first false."""
    return _combination(operands, False, place)


def disjunction(operands: Sequence[Code], place: Place) -> Code:
    """``a or b or c``: stops at the first true."""
    return _combination(operands, True, place)


def _combination(operands: Sequence[Code], decisive: bool, place: Place) -> Code:
    usual = not decisive

    def code(scope: Scope) -> object:
        unknown = False
        for operand in operands:
            answer = operand(scope)
            if answer is decisive:
                return decisive
            if answer is not usual:
                unknown = True
                if answer is not None:
                    reasons.of_condition(answer, place)
        return None if unknown else usual

    return code


def conditional(branches: Sequence[tuple[Code, Code, Place]], otherwise: Code) -> Code:
    """``if … then … else if … then … else …``: anything but true takes the next branch."""

    def code(scope: Scope) -> object:
        for condition, branch, place in branches:
            answer = condition(scope)
            if answer is True:
                return branch(scope)
            if answer is not False:
                reasons.of_condition(answer, place)
        return otherwise(scope)

    return code


def list_of(items: Sequence[Code]) -> Code:
    """``[a, b, c]``."""
    return lambda scope: [item(scope) for item in items]


def context_of(entries: Sequence[tuple[str, Code]]) -> Code:
    """``{a: 1, b: a + 1}``: an entry sees those before it."""

    def code(scope: Scope) -> object:
        values: dict[str, object] = {}
        inner = Scope(values, scope)
        for name, entry in entries:
            values[name] = entry(inner)
        return values

    return code


def range_of(
    start: Code, end: Code, start_included: bool, end_included: bool, place: Place
) -> Code:
    """``[a..b]``: null when the ends have no order or stand the wrong way round."""

    def code(scope: Scope) -> object:
        first, last = start(scope), end(scope)
        if first is not None and last is not None:
            order = compare(first, last)
            if order is None or order > 0:
                note("wrong_range", place)
                return None
        return Range(first, last, start_included, end_included)

    return code


def property_of(name: str, place: Place) -> Step:
    """``.name``."""

    def step(value: object, scope: Scope) -> object:
        answer = path(value, name)
        if answer is None:
            reasons.of_path(value, name, place)
        return answer

    return step


Named = Sequence[tuple[str, Code]]


def calling(positional: Sequence[Code], named: Named, place: Place) -> Step:
    """``(arguments)`` after a function value. An error inside is told at this place."""

    def step(function: object, scope: Scope) -> object:
        arguments = [argument(scope) for argument in positional]
        by_name = {name: argument(scope) for name, argument in named}
        try:
            answer = invoke(function, arguments, by_name, place)
        except FeelError as error:
            error.locate(*place)
            raise
        if answer is None and function is not None:
            reasons.of_call(function, arguments, by_name, place)
        return answer

    return step


def function_named(name: str, place: Place) -> Code:
    """The function to call under a name: one in scope, else built in, else of the host."""
    known = BUILTINS.get(name)

    def code(scope: Scope) -> object:
        value = scope.find(name)
        if isinstance(value, Function):
            return value
        if known is not None:
            return known
        host = current_run.get().functions.get(name)
        if host is not None:
            return HostFunction(name, host)
        note("unknown_function", place, name=name)
        return None

    return code
