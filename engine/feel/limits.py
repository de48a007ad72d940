"""The budgets of one evaluation. Whatever the text, it ends soon and stays small."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import datetime

from engine.feel.errors import FeelLimitError

MAX_TEXT = 10_000  # characters of an expression
MAX_DEPTH = 40  # nested expressions: parentheses, lists, contexts, calls
MAX_STEPS = 100_000
MAX_CALL_DEPTH = 25  # functions written in FEEL calling each other
MAX_EXPONENT = 6_144  # of decimal128, which FEEL numbers follow
MAX_STRING = 1_000_000  # characters
MAX_LIST = 100_000  # items
MAX_VALUE_DEPTH = 100  # lists and contexts one in another
MAX_PATTERN = 500  # characters of a regular expression
ITEMS_PER_STEP = 50  # characters or items that a built-in function handles for one step


class Run:
    """What one evaluation was given and what it has left to spend."""

    __slots__ = ("depth", "functions", "now", "steps")

    def __init__(
        self, now: datetime | None, functions: Mapping[str, Callable[..., object]] | None
    ) -> None:
        self.steps = MAX_STEPS
        self.depth = 0
        self.now = now
        self.functions = functions or {}


current_run: ContextVar[Run] = ContextVar("feel_run")


def spend(steps: int = 1) -> None:
    """Take steps from the running evaluation; refuse when nothing is left."""
    run = current_run.get(None)
    if run is None:
        return
    run.steps -= steps
    if run.steps < 0:
        raise FeelLimitError("too_many_steps", f"more than {MAX_STEPS} evaluation steps")


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
