"""Unary tests, the cells of a decision table (DMN 1.5, 10.3.2.7)."""

from engine.feel.operators.comparison import is_in, negate
from engine.feel.parser.grammar import Parser, Test, one_of
from engine.feel.scope import Code, Scope


def parse_tests(parser: Parser) -> Test:
    """``-``, ``< 5``, ``"A", "B"``, ``[1..3]``, ``not("A")``, ``? > 5 and other``."""
    if not parser.text.strip() or parser.text.strip() == "-":
        return lambda value, scope: True
    with parser.binding("?"):
        negated = _is_all_negated(parser)
        if negated:
            parser.take()
            parser.take()
        tests = [_test(parser)]
        while parser.accept(","):
            tests.append(_test(parser))
        if negated:
            parser.expect(")")
        parser.end()
    test = one_of(tests)
    return (lambda value, scope: negate(test(value, scope))) if negated else test


def _is_all_negated(parser: Parser) -> bool:
    """Whether the text is ``not( … )`` from end to end."""
    values = [token.value if token.kind in ("symbol", "name") else "" for token in parser.tokens]
    if values[:2] != ["not", "("]:
        return False
    depth = 0
    for index, value in enumerate(values):
        depth += (value == "(") - (value == ")")
        if index > 0 and depth == 0:
            return index == len(values) - 2
    return False


def _test(parser: Parser) -> Test:
    start = parser.index
    if parser.token.kind == "symbol" and parser.token.value in ("<", "<=", ">", ">=", "=", "!="):
        return parser.positive_test(parser.expression)
    code = parser.expression()
    own_answer = any(token.value == "?" for token in parser.tokens[start : parser.index])
    return _answered_by(code, own_answer)


def _answered_by(code: Code, own_answer: bool) -> Test:
    """An expression that reads ``?`` answers by itself; another gives what the value must match.

    A condition on other names, in the column of an input that is no boolean, answers by itself too.
    """

    def test(value: object, scope: Scope) -> bool | None:
        answer = code(Scope({"?": value}, scope))
        if isinstance(answer, bool) and (own_answer or not isinstance(value, bool)):
            return answer
        if own_answer and answer is None:
            return None
        return is_in(value, answer)

    return test
