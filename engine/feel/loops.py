"""What goes through a list: ``for``, ``some``, ``every`` and filters (DMN 1.5, 10.3.2.5 and 14).

Each turn spends the tokens of the whole construct, so that no loop outruns the budget.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from engine.feel import reasons
from engine.feel.closures import Step
from engine.feel.limits import MAX_LIST, Place, check_list, note, spend
from engine.feel.scope import Code, Scope
from engine.feel.values.calendar import Date, date_at, day_number
from engine.feel.values.kinds import NUMBERS, Range

Domain = tuple[str, Code]
"""A variable of an iteration and what it goes through."""
Items = Iterable[object]
PARTIAL_ITEMS_PER_STEP = 10


def filtering(predicate: Code, weight: int, place: Place) -> Step:
    """``[predicate]``: the item at a position, or the items for which it is true."""

    def step(value: object, scope: Scope) -> object:
        if value is None:
            note("null_operand", place, operator="[]")
            return None
        items = value if isinstance(value, list) else [value]
        kept = []
        for position, item in enumerate(items):
            spend(weight)
            answer = predicate(_item_scope(item, scope))
            if answer is True:
                kept.append(item)
            elif answer is not False:
                if position == 0 and isinstance(answer, Decimal):
                    return _item_at(items, answer, place)
                reasons.of_condition(answer, place)
        if not items and isinstance(predicate(_item_scope(None, scope)), Decimal):
            note("no_such_position", place)
            return None
        return kept

    return step


def _item_scope(item: object, scope: Scope) -> Scope:
    inner = Scope({"item": item}, scope)
    return Scope(item, inner) if isinstance(item, dict) else inner


def _item_at(items: list[object], position: Decimal, place: Place) -> object:
    """The item at a position, from the end if it is negative; null outside of the list."""
    if position != position.to_integral_value() or not 1 <= abs(position) <= len(items):
        note("no_such_position", place)
        return None
    index = int(position)
    return items[index - 1] if index > 0 else items[index]


def interval(start: Code, end: Code, place: Place) -> Code:
    """``a..b`` of an iteration, which may go down."""

    def code(scope: Scope) -> object:
        items = _steps_between(start(scope), end(scope))
        if items is None:
            note("wrong_steps", place)
        return items

    return code


def _steps_between(start: object, end: object, ends: slice = slice(None)) -> Items | None:
    """Whole numbers or days. A turn pays for each, so they are made one by one."""
    if isinstance(start, Decimal) and isinstance(end, Decimal):
        if start != start.to_integral_value() or end != end.to_integral_value():
            return None
        check_list(int(min(abs(NUMBERS.subtract(end, start)), Decimal(MAX_LIST))) + 1)
        return map(Decimal, _walk(int(start), int(end))[ends])
    if isinstance(start, Date) and isinstance(end, Date):
        check_list(abs(day_number(end) - day_number(start)) + 1)
        return map(date_at, _walk(day_number(start), day_number(end))[ends])
    return None


def _walk(start: int, end: int) -> range:
    return range(start, end + 1) if start <= end else range(start, end - 1, -1)


def _items_of(value: object, place: Place) -> Items | None:
    """What an iteration goes through: a list, the whole steps of a range, or the one value."""
    if value is None:
        note("null_operand", place, operator="for")
        return None
    if isinstance(value, list | map):
        return value
    if not isinstance(value, Range):
        return [value]
    ends = slice(not value.start_included, None if value.end_included else -1)
    items = _steps_between(value.start, value.end, ends)
    if items is None:
        note("wrong_steps", place)
    return items


class Loop:
    """The variables of an iteration, what they go through, and what a turn costs."""

    def __init__(self, domains: Sequence[Domain], weight: int, place: Place) -> None:
        self.domains = domains
        self.weight = weight
        self.place = place

    def visit(self, scope: Scope, turn: Callable[[Scope], bool], depth: int = 0) -> bool | None:
        """Take each combination until a turn says stop (True); null when a domain is none."""
        name, domain = self.domains[depth]
        items = _items_of(domain(scope), self.place)
        if items is None:
            return None
        is_last = depth + 1 == len(self.domains)
        for item in items:
            spend(self.weight)
            inner = Scope({name: item}, scope)
            stop = turn(inner) if is_last else self.visit(inner, turn, depth + 1)
            if stop is not False:
                return stop
        return False


def iteration(loop: Loop, body: Code, reads_partial: bool) -> Code:
    """``for a in …, b in … return …``; ``partial`` is the list made so far."""

    def code(scope: Scope) -> object:
        made: list[object] = []

        def turn(found: Scope) -> bool:
            if reads_partial:
                spend(len(made) // PARTIAL_ITEMS_PER_STEP)
                found = Scope({"partial": made.copy()}, found)
            made.append(body(found))
            return False

        return None if loop.visit(scope, turn) is None else made

    return code


def quantified(loop: Loop, condition: Code, *, some: bool) -> Code:
    """``some`` or ``every … satisfies …``, in three-valued logic."""

    def code(scope: Scope) -> object:
        unknown = False

        def turn(found: Scope) -> bool:
            nonlocal unknown
            answer = condition(found)
            if not isinstance(answer, bool):
                unknown = True
                reasons.of_condition(answer, loop.place)
            return answer is some

        decided = loop.visit(scope, turn)
        if decided is None:
            return None
        return some if decided else (None if unknown else not some)

    return code
