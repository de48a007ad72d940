"""What the parser builds: each function here makes the code of one construct of the grammar."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from engine.feel.builtins import BUILTINS
from engine.feel.errors import FeelError
from engine.feel.functions import HostFunction, invoke, is_function
from engine.feel.limits import check_list, current_run, spend
from engine.feel.operators.comparison import all_of, any_of, compare
from engine.feel.scope import MISSING, Code, Scope
from engine.feel.values.kinds import Range

Step = Callable[[object, Scope], object]
"""What follows a value: ``+ 1``, ``.name``, ``[filter]``, ``(arguments)``, ``= 2``."""


def constant(value: object) -> Code:
    """A literal."""
    return lambda scope: value


def lookup(name: str) -> Code:
    """The value of a name: of the scope, else the built-in function, else null."""

    def code(scope: Scope) -> object:
        value = scope.find(name)
        return BUILTINS.get(name) if value is MISSING else value

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


def binary(operation: Callable[[object, object], object], right: Code) -> Step:
    """An operator and its right side."""
    return lambda value, scope: operation(value, right(scope))


def conjunction(operands: Sequence[Code]) -> Code:
    """``a and b and c``: stops at the first false."""
    return lambda scope: all_of(operand(scope) for operand in operands)


def disjunction(operands: Sequence[Code]) -> Code:
    """``a or b or c``: stops at the first true."""
    return lambda scope: any_of(operand(scope) for operand in operands)


def conditional(branches: Sequence[tuple[Code, Code]], otherwise: Code) -> Code:
    """``if … then … else if … then … else …``: anything but true takes the next branch."""

    def code(scope: Scope) -> object:
        for condition, branch in branches:
            if condition(scope) is True:
                return branch(scope)
        return otherwise(scope)

    return code


def list_of(items: Sequence[Code]) -> Code:
    """``[a, b, c]``."""
    return lambda scope: [item(scope) for item in items]


def context_of(entries: Sequence[tuple[str, Code]]) -> Code:
    """``{a: 1, b: a + 1}``: an entry sees those before it. A name twice gives null."""
    if len({name for name, _ in entries}) < len(entries):
        return constant(None)

    def code(scope: Scope) -> object:
        values: dict[str, object] = {}
        inner = Scope(values, scope)
        for name, entry in entries:
            values[name] = entry(inner)
        return values

    return code


def range_of(start: Code, end: Code, start_included: bool, end_included: bool) -> Code:
    """``[a..b]``: null when the ends have no order or stand the wrong way round."""

    def code(scope: Scope) -> object:
        first, last = start(scope), end(scope)
        if first is not None and last is not None:
            order = compare(first, last)
            if order is None or order > 0:
                return None
        return Range(first, last, start_included, end_included)

    return code


def filtering(predicate: Code) -> Step:
    """``[predicate]``: the item at a position, or the items for which it is true."""

    def step(value: object, scope: Scope) -> object:
        if value is None:
            return None
        items = value if isinstance(value, list) else [value]
        kept = []
        for position, item in enumerate(items):
            spend()
            answer = predicate(_item_scope(item, scope))
            if position == 0 and isinstance(answer, Decimal):
                return _item_at(items, answer)
            if answer is True:
                kept.append(item)
        if not items and isinstance(predicate(_item_scope(None, scope)), Decimal):
            return None
        return kept

    return step


def _item_scope(item: object, scope: Scope) -> Scope:
    inner = Scope({"item": item}, scope)
    return Scope(item, inner) if isinstance(item, dict) else inner


def _item_at(items: list[object], position: Decimal) -> object:
    if position != position.to_integral_value() or not 1 <= abs(position) <= len(items):
        return None
    index = int(position)
    return items[index - 1] if index > 0 else items[index]


Named = Sequence[tuple[str, Code]]


def calling(positional: Sequence[Code], named: Named, place: tuple[int, int]) -> Step:
    """``(arguments)`` after a function value. An error inside is told at this place."""

    def step(function: object, scope: Scope) -> object:
        arguments = [argument(scope) for argument in positional]
        by_name = {name: argument(scope) for name, argument in named}
        try:
            return invoke(function, arguments, by_name)
        except FeelError as error:
            error.locate(*place)
            raise

    return step


def function_named(name: str) -> Code:
    """The function to call under a name: one in scope, else built in, else of the host."""
    known = BUILTINS.get(name)

    def code(scope: Scope) -> object:
        value = scope.find(name)
        if is_function(value):
            return value
        host = current_run.get().functions.get(name) if known is None else None
        return known if host is None else HostFunction(host)

    return code


Domain = tuple[str, Code]
"""A variable of an iteration and what it goes through."""


def interval(start: Code, end: Code) -> Code:
    """``a..b`` of an iteration, which may go down."""
    return lambda scope: _steps_between(start(scope), end(scope))


def _steps_between(start: object, end: object) -> list[object] | None:
    if isinstance(start, Decimal) and isinstance(end, Decimal):
        if start != start.to_integral_value() or end != end.to_integral_value():
            return None
        return [Decimal(number) for number in _walk(int(start), int(end))]
    if start.__class__ is date and end.__class__ is date:
        first, last = start.toordinal(), end.toordinal()
        return [date.fromordinal(day) for day in _walk(first, last)]
    return None


def _walk(start: int, end: int) -> range:
    check_list(abs(end - start) + 1)
    return range(start, end + 1) if start <= end else range(start, end - 1, -1)


def items_of(value: object) -> list[object] | None:
    """What an iteration goes through: a list, the whole steps of a range, or the one value."""
    if not isinstance(value, Range):
        return value if isinstance(value, list) or value is None else [value]
    items = _steps_between(value.start, value.end)
    if items is None:
        return None
    return items[0 if value.start_included else 1 : len(items) - (not value.end_included)]


def iteration(domains: Sequence[Domain], body: Code) -> Code:
    """``for a in …, b in … return …``; ``partial`` is the list made so far."""

    def code(scope: Scope) -> object:
        made: list[object] = []
        inner = Scope({"partial": made}, scope)

        def visit(found: Scope) -> bool:
            made.append(body(found))
            return False

        return None if _visit(domains, inner, visit) is None else made

    return code


def quantified(domains: Sequence[Domain], condition: Code, *, some: bool) -> Code:
    """``some`` or ``every … satisfies …``, in three-valued logic."""

    def code(scope: Scope) -> object:
        unknown = False

        def visit(found: Scope) -> bool:
            nonlocal unknown
            answer = condition(found)
            unknown = unknown or not isinstance(answer, bool)
            return answer is some

        decided = _visit(domains, scope, visit)
        if decided is None:
            return None
        return some if decided else (None if unknown else not some)

    return code


def _visit(domains: Sequence[Domain], scope: Scope, visit: Callable[[Scope], bool]) -> bool | None:
    """Visit every combination until a visit says stop (True); null when a domain is none."""
    name, domain = domains[0]
    items = items_of(domain(scope))
    if items is None:
        return None
    for item in items:
        spend()
        inner = Scope({name: item}, scope)
        stop: bool | None = visit(inner) if len(domains) == 1 else _visit(domains[1:], inner, visit)
        if stop is not False:
            return stop
    return False
