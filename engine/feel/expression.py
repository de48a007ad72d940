"""Compile a text once, evaluate it many times."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from engine.feel.errors import FeelLimitError
from engine.feel.limits import Run, current_run
from engine.feel.parser.grammar import Parser, Test
from engine.feel.parser.unary import parse_tests
from engine.feel.scope import Code, Scope
from engine.feel.values.kinds import check_result, to_feel

Context = Mapping[str, object]
Functions = Mapping[str, Callable[..., object]]
Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    ``names``: the variables it reads, without what it binds itself. A name of a filter's
    condition counts, since only the data say whose it is: ``dettes[montant > 5]`` reads
    ``dettes`` and ``montant``, ``dettes[item.montant > 5]`` only ``dettes``.
    ``calls``: the functions it calls that are not built in, for the host to give.
    """

    text: str
    names: frozenset[str]
    calls: frozenset[str]
    _code: Code

    def __call__(
        self, context: Context, *, now: datetime | None = None, functions: Functions | None = None
    ) -> object:
        """The value, with the given variables, clock (aware) and host functions."""
        return _run(self._code, self.names | self.calls, context, Run(now, functions))


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """A compiled cell of a decision table."""

    text: str
    names: frozenset[str]
    calls: frozenset[str]
    _test: Test

    def __call__(
        self,
        value: object,
        context: Context,
        *,
        now: datetime | None = None,
        functions: Functions | None = None,
    ) -> bool | None:
        """Whether the value passes; null when that cannot be told."""
        tested = to_feel(value)
        answer = _run(
            lambda scope: self._test(tested, scope),
            self.names | self.calls,
            context,
            Run(now, functions),
        )
        return answer if isinstance(answer, bool) else None


@lru_cache(maxsize=2048)
def compile(text: str) -> Expression:
    """Parse an expression; refused with a FeelSyntaxError or a FeelLimitError."""
    return _parsed(text, _expression)


@lru_cache(maxsize=2048)
def unary(text: str) -> UnaryTests:
    """Parse unary tests; ``-`` and an empty text accept everything."""
    return _parsed(text, _unary)


def evaluate(
    text: str,
    context: Context,
    *,
    now: datetime | None = None,
    functions: Functions | None = None,
) -> object:
    """The value of an expression."""
    return compile(text)(context, now=now, functions=functions)


def names(text: str) -> frozenset[str]:
    """The variables that an expression reads."""
    return compile(text).names


def _expression(text: str) -> Expression:
    parser = Parser(text)
    code = parser.expression()
    parser.end()
    return Expression(text, frozenset(parser.free), frozenset(parser.calls), code)


def _unary(text: str) -> UnaryTests:
    parser = Parser(text)
    test = parse_tests(parser)
    return UnaryTests(text, frozenset(parser.free), frozenset(parser.calls), test)


def _parsed(text: str, parse: Callable[[str], Parsed]) -> Parsed:
    try:
        return parse(text)
    except RecursionError:
        raise FeelLimitError("too_deep", "the expression is nested too deeply") from None


def _run(code: Code, reads: frozenset[str], context: Context, run: Run) -> object:
    token = current_run.set(run)
    try:
        values = {name: to_feel(context[name]) for name in reads if name in context}
        return check_result(code(Scope(values)))
    except RecursionError:
        raise FeelLimitError("too_deep", "the evaluation is nested too deeply") from None
    finally:
        current_run.reset(token)
