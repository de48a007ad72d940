"""One evaluation: its clock, its budget, its reasons. Whatever the text, it ends soon and small.

A step is a token evaluated. The parser knows how many tokens the body of a loop, a filter or a
function holds, and each turn spends that many; what costs more than a token spends more.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from engine.feel.errors import FeelLimitError, Reason

MAX_TEXT = 10_000  # characters of an expression
MAX_DEPTH = 40  # nested expressions: parentheses, lists, contexts, calls
MAX_STEPS = 50_000
MAX_CALL_DEPTH = 25  # functions written in FEEL calling each other
MAX_EXPONENT = 6_144  # of decimal128, which FEEL numbers follow
MAX_STRING = 1_000_000  # characters
MAX_LIST = 100_000  # items
MAX_VALUE_DEPTH = 100  # lists and contexts one in another
MAX_PATTERN = 500  # characters of a regular expression
MAX_REASONS = 50
ITEMS_PER_STEP = 50  # characters or items that a built-in function handles for one step

Functions = Mapping[str, Callable[..., object]]
Place = tuple[int, int]
"""A line and a column of the text."""
NO_PLACE: Place = (1, 1)
"""Where a reason is told that belongs to no place of a text."""


class Run:
    """What an evaluation was given, what it has left to spend, why what is null is null."""

    __slots__ = ("_noted", "depth", "functions", "now", "reasons", "steps", "where")

    def __init__(self, now: datetime | None, functions: Functions | None) -> None:
        self.steps = MAX_STEPS
        self.depth = 0
        self.now = now
        self.functions = functions or {}
        self.reasons: list[Reason] = []
        self.where: tuple[str, ...] = ()
        self._noted: set[tuple[str, int, str]] = set()

    def note(self, code: str, place: Place, detail: Mapping[str, str]) -> None:
        """Keep a reason, once for each place of each text (a place is one object of its text)."""
        key = (code, id(place), "" if place is not NO_PLACE else str(detail))
        if key not in self._noted and len(self.reasons) < MAX_REASONS:
            self._noted.add(key)
            self.reasons.append(Reason(code, detail, *place, ", ".join(self.where)))


current_run: ContextVar[Run] = ContextVar("feel_run")


@contextmanager
def evaluation(*, now: datetime | None = None, functions: Functions | None = None) -> Iterator[Run]:
    """One clock, one budget and one set of reasons for all that is evaluated inside.

    Inside an open evaluation it is that one again; a clock or functions given then replace its
    own until the end of the block.
    """
    run = current_run.get(None)
    if run is None:
        token = current_run.set(Run(now, functions))
        try:
            yield current_run.get()
        finally:
            current_run.reset(token)
        return
    before = run.now, run.functions
    run.now, run.functions = now or run.now, functions or run.functions
    try:
        yield run
    finally:
        run.now, run.functions = before


@contextmanager
def noted_at(where: str) -> Iterator[None]:
    """The reasons noted inside say where: a decision, a column, a line of its table."""
    run = current_run.get()
    before = run.where
    run.where = (*before, where)
    try:
        yield
    finally:
        run.where = before


def spend(steps: int = 1) -> None:
    """Take steps from the running evaluation; refuse when nothing is left."""
    run = current_run.get(None)
    if run is None:
        return
    run.steps -= steps
    if run.steps < 0:
        raise FeelLimitError("too_many_steps", f"more than {MAX_STEPS} evaluation steps")


def note(code: str, place: Place = NO_PLACE, **detail: str) -> None:
    """Remember why a value became null; the first reasons are kept, without any value."""
    run = current_run.get(None)
    if run is not None:
        run.note(code, place, detail)


def check_string(length: int) -> None:
    """Refuse a string that would be too long, before it is made, and charge for it."""
    if length > MAX_STRING:
        raise FeelLimitError("string_too_long", f"a string of more than {MAX_STRING} characters")
    if length >= ITEMS_PER_STEP:
        spend(length // ITEMS_PER_STEP)


def check_list(length: int) -> None:
    """Refuse a list that would be too long, before it is made, and charge for it."""
    if length > MAX_LIST:
        raise FeelLimitError("list_too_long", f"a list of more than {MAX_LIST} items")
    if length >= ITEMS_PER_STEP:
        spend(length // ITEMS_PER_STEP)
