"""Unary tests, the cells of a decision table (DMN 1.5, 10.3.2.8; rules 13 to 15)."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.feel import reasons
from engine.feel.closures import Step
from engine.feel.errors import FeelSyntaxError
from engine.feel.limits import Place
from engine.feel.operators.comparison import is_in, negate
from engine.feel.parser.grammar import Parser, one_of
from engine.feel.scope import Code, Scope


@dataclass(frozen=True, slots=True)
class Tests:
    """What a cell asks: its test, and the code of what it compares its input with.

    ``edges`` is None when a test is a condition of its own, on ``?``; ``names`` and ``calls``
    are what it reads, ``weight`` its tokens.
    """

    test: Step
    edges: tuple[Code, ...] | None
    names: frozenset[str]
    calls: frozenset[str]
    weight: int


def parse_tests(start: Callable[[], Parser]) -> Tests:
    """``-``, ``< 5``, ``"A", "B"``, ``[1..3]``, ``not("A")``, ``? > 5 and other``.

    ``not( … )`` from end to end negates the tests inside; what only begins so is a condition.
    """
    parser = start()
    if parser.text.strip() in ("", "-"):
        return _told(parser, lambda value, scope: True, ())
    if [token.value for token in parser.tokens[:2]] != ["not", "("]:
        return _tests(parser)
    try:
        return _negated(parser)
    except FeelSyntaxError as error:
        try:
            return _tests(start())
        except FeelSyntaxError:
            raise error from None


def _negated(parser: Parser) -> Tests:
    parser.index = 2
    inside = _tests(parser, ")")
    test = inside.test
    return _told(parser, lambda value, scope: negate(test(value, scope)), inside.edges)


def _tests(parser: Parser, closing: str | None = None) -> Tests:
    with parser.binding("?"):
        tests = [_test(parser)]
        while parser.accept(","):
            tests.append(_test(parser))
    if closing:
        parser.expect(closing)
    parser.end()
    edges = tuple(edge for _, edge in tests if edge is not None)
    test = one_of([test for test, _ in tests])
    return _told(parser, test, edges if len(edges) == len(tests) else None)


def _told(parser: Parser, test: Step, edges: tuple[Code, ...] | None) -> Tests:
    names, calls = frozenset(parser.free), frozenset(parser.calls)
    return Tests(test, edges, names, calls, len(parser.tokens))


def _test(parser: Parser) -> tuple[Step, Code | None]:
    """One test, and what it compares its input with, unless it is a condition of its own."""
    if parser.at_comparison():
        return parser.compared()
    start, place = parser.index, parser.place()
    code = parser.expression()
    tokens = parser.tokens[start : parser.index]
    own_answer = any(token.value == "?" and token.kind == "name" for token in tokens)
    return _answered_by(code, own_answer, place), None if own_answer else code


def _answered_by(code: Code, own_answer: bool, place: Place) -> Step:
    """An expression that reads ``?`` answers by itself; another gives what the value must match.

    A condition on other names, in the column of an input that is no boolean, answers by itself too.
    """

    def test(value: object, scope: Scope) -> object:
        answer = code(Scope({"?": value}, scope))
        if isinstance(answer, bool) and (own_answer or not isinstance(value, bool)):
            return answer
        if own_answer and answer is None:
            return None
        found = is_in(value, answer)
        if found is None:
            reasons.of_operator("in", value, answer, place)
        return found

    return test
