"""Compile a text once, evaluate it many times."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from engine.feel.errors import FeelError, FeelLimitError, Reason
from engine.feel.limits import Functions, Run, current_run, evaluation, spend
from engine.feel.parser.grammar import Parser
from engine.feel.parser.names import names_within
from engine.feel.parser.types import parse_type
from engine.feel.parser.unary import Tests, parse_tests
from engine.feel.scope import Code, Scope
from engine.feel.values.kinds import Range, Unbounded, check_result
from engine.feel.values.python import to_feel, to_python
from engine.feel.values.types import NO_TYPES, Type

Context = Mapping[str, object]
Names = frozenset[str]
Types = Mapping[str, Type]
Parsed = TypeVar("Parsed")
NO_NAMES: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Explained:
    """A value, and why what is null in it became so."""

    value: object
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    ``names``: the variables it reads, without what it binds itself. A name of a filter's
    condition counts, since only the data say whose it is: ``dettes[montant > 5]`` reads
    ``dettes`` and ``montant``, ``dettes[item.montant > 5]`` only ``dettes``.
    ``calls``: the functions it calls that are not built in, for the host to give.
    """

    text: str
    names: Names
    calls: Names
    _code: Code
    _weight: int

    def __call__(
        self, context: Context, *, now: datetime | None = None, functions: Functions | None = None
    ) -> object:
        """The value, with the given variables, clock (aware) and host functions.

        Inside ``evaluation()`` it shares the clock, the budget and the reasons opened there.
        """
        reads = self.names | self.calls
        return _run(self._code, reads, self._weight, context, now, functions)

    def explain(
        self, context: Context, *, now: datetime | None = None, functions: Functions | None = None
    ) -> Explained:
        """The value, with the reasons of what became null on the way."""
        with evaluation(now=now, functions=functions) as run:
            before = len(run.reasons)
            value = self(context)
            return Explained(value, run.reasons[before:])


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """A compiled cell of a decision table."""

    text: str
    names: Names
    calls: Names
    _tests: Tests

    def __call__(
        self,
        value: object,
        context: Context,
        *,
        now: datetime | None = None,
        functions: Functions | None = None,
    ) -> bool | None:
        """Whether the value passes; null when that cannot be told."""
        tested, test = to_feel(value), self._tests.test
        answer = _run(
            lambda scope: test(tested, scope),
            self.names | self.calls,
            self._tests.weight,
            context,
            now,
            functions,
        )
        return answer if isinstance(answer, bool) else None

    @property
    def edges(self) -> tuple[object, ...] | None:
        """The constants that the cell compares its input with: ``[1..3]`` has 1 and 3.

        Empty for ``-``; None when they depend on names, on ``?``, on the clock or on the host.
        """
        if self._tests.edges is None or self.names or self.calls:
            return None
        found: list[object] = []
        for code in self._tests.edges:
            try:
                _add_edges(_alone(code, NO_NAMES, {}, Run(None, None)), found)
            except FeelError:
                return None
        return tuple(found)


def _add_edges(value: object, found: list[object]) -> None:
    if isinstance(value, list):
        for item in value:
            _add_edges(item, found)
    elif isinstance(value, Range):
        for end in (value.start, value.end):
            if not isinstance(end, Unbounded) and end not in found:
                found.append(to_python(end))
    elif value not in found:
        found.append(value)


@lru_cache(maxsize=2048)
def _compiled(text: str, names: Names, types: tuple[tuple[str, Type], ...]) -> Expression:
    parser = Parser(text, names, dict(types))
    code = parser.expression()
    parser.end()
    return Expression(
        text, frozenset(parser.free), frozenset(parser.calls), code, len(parser.tokens)
    )


@lru_cache(maxsize=2048)
def _unary(text: str, names: Names, types: tuple[tuple[str, Type], ...]) -> UnaryTests:
    tests = parse_tests(lambda: Parser(text, names, dict(types)))
    return UnaryTests(text, tests.names, tests.calls, tests)


def compile(text: str, names: Collection[str] = NO_NAMES, types: Types = NO_TYPES) -> Expression:
    """Parse an expression; refused with a FeelSyntaxError or a FeelLimitError.

    ``names``: those of the context that have spaces or other signs (``. / - ' + *``), which
    only their being known tells from an expression. ``types``: the named types it may use.
    """
    return _parsed(lambda: _compiled(text, frozenset(names), tuple(types.items())))


def unary(text: str, names: Collection[str] = NO_NAMES, types: Types = NO_TYPES) -> UnaryTests:
    """Parse unary tests, with names and types as ``compile``; ``-`` and nothing accept all."""
    return _parsed(lambda: _unary(text, frozenset(names), tuple(types.items())))


def evaluate(
    text: str,
    context: Context,
    *,
    now: datetime | None = None,
    functions: Functions | None = None,
    types: Types = NO_TYPES,
) -> object:
    """The value of an expression; names of several words are taken from the context's keys."""
    expression = compile(text, names_within(text, context), types)
    return expression(context, now=now, functions=functions)


def type_named(text: str, types: Types = NO_TYPES) -> Type:
    """The type that a text names: ``number``, ``list<number>``, one of the given types.

    Refused with a FeelSyntaxError when it names none.
    """
    parser = Parser(text, types=types)
    found = parse_type(parser)
    parser.end()
    return found


def names(text: str, known: Collection[str] = NO_NAMES) -> frozenset[str]:
    """The variables that an expression reads, with the known names as ``compile``."""
    return compile(text, known).names


def _parsed(parse: Callable[[], Parsed]) -> Parsed:
    try:
        return parse()
    except RecursionError:
        raise FeelLimitError("too_deep", "the expression is nested too deeply") from None


def _run(
    code: Code,
    reads: Names,
    weight: int,
    context: Context,
    now: datetime | None,
    functions: Functions | None,
) -> object:
    """Evaluate, in an evaluation of its own unless one is open."""
    if current_run.get(None) is None:
        return _alone(code, reads, context, Run(now, functions))
    spend(weight)
    if now is None and functions is None:
        return _value(code, reads, context)
    with evaluation(now=now, functions=functions):
        return _value(code, reads, context)


def _alone(code: Code, reads: Names, context: Context, run: Run) -> object:
    token = current_run.set(run)
    try:
        return _value(code, reads, context)
    finally:
        current_run.reset(token)


def _value(code: Code, reads: Names, context: Context) -> object:
    try:
        values = {name: to_feel(context[name]) for name in reads if name in context}
        return to_python(check_result(code(Scope(values))))
    except RecursionError:
        raise FeelLimitError("too_deep", "the evaluation is nested too deeply") from None
