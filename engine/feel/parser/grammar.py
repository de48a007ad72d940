"""The grammar of FEEL expressions (DMN 1.5, 10.3.1.2), loosest operators first."""

from collections.abc import Callable
from typing import Final

from engine.feel import reasons
from engine.feel.closures import (
    Operation,
    Step,
    binary,
    conditional,
    conjunction,
    disjunction,
    found_in,
    pipeline,
)
from engine.feel.functions import Closure
from engine.feel.loops import Domain, Loop, interval, iteration, quantified
from engine.feel.operators import comparison
from engine.feel.operators.comparison import all_of, any_of, at_least, at_most
from engine.feel.parser.operands import OperandParser
from engine.feel.parser.primary import OPENING_WORDS, RANGES
from engine.feel.parser.types import parse_type
from engine.feel.scope import Code, Scope
from engine.feel.values.types import ANY, Type

COMPARISONS: Final[dict[str, Operation]] = {
    "=": comparison.equal,
    "!=": comparison.not_equal,
    "<": comparison.less,
    "<=": comparison.at_most,
    ">": comparison.greater,
    ">=": comparison.at_least,
}


class Parser(OperandParser):
    """Parses one text into code."""

    def expression(self) -> Code:
        """Any expression, one level deeper."""
        self.deeper()
        token = self.tokens[self.index]
        if token.kind == "name" and token.value in OPENING_WORDS:
            code = self._opened_by(token.value)
        elif token.kind == "symbol" and token.value in RANGES:
            code = self.open_range()
        else:
            code = self._disjunction()
        self.higher()
        return code

    def _opened_by(self, word: str) -> Code:
        if word == "if":
            return self._conditional()
        if word == "for":
            return self._iteration()
        if word == "function":
            return self._function()
        return self._quantified()

    def _conditional(self) -> Code:
        branches = []
        while self.accept("if"):
            place = self.place()
            condition = self.expression()
            self.expect("then")
            branches.append((condition, self.expression(), place))
            self.expect("else")
        return conditional(branches, self.expression())

    def _iteration(self) -> Code:
        start, place = self.index, self.place()
        self.take()
        with self.binding("partial") as bind:
            domains = self._domains(bind)
            self.expect("return")
            body = self.expression()
        words = {token.value for token in self.tokens[start : self.index] if token.kind == "name"}
        return iteration(Loop(domains, self.index - start, place), body, "partial" in words)

    def _quantified(self) -> Code:
        start, place = self.index, self.place()
        some = self.take().value == "some"
        with self.binding() as bind:
            domains = self._domains(bind)
            self.expect("satisfies")
            condition = self.expression()
        return quantified(Loop(domains, self.index - start, place), condition, some=some)

    def _domains(self, bind: Callable[[str], None]) -> list[Domain]:
        domains: list[Domain] = []
        while not domains or self.accept(","):
            name = self.definition("in")
            self.expect("in")
            domain, place = self.expression(), self.place()
            if self.accept(".."):
                domain = interval(domain, self.expression(), place)
            domains.append((name, domain))
            bind(name)
        return domains

    def _function(self) -> Code:
        self.take()
        self.expect("(")
        parameters = self.separated(")", self._parameter)
        names = tuple(name for name, _ in parameters)
        types = tuple(type for _, type in parameters)
        if len(set(names)) < len(names):
            raise self.error("name_twice", "a parameter is given twice", name=names[-1])
        if self.at("external"):
            raise self.error("external_function", "external functions are refused")
        start, reads = self.index, self.reads
        with self.binding(*names):
            body = self.expression()
        weight, is_literal = self.index - start, self.reads == reads
        return lambda scope: Closure(names, types, body, weight, is_literal, scope)

    def _parameter(self) -> tuple[str, Type]:
        name = self.definition(":", ",", ")")
        return name, parse_type(self) if self.accept(":") else ANY

    def _disjunction(self) -> Code:
        operands, place = [self._conjunction()], self.place()
        while self.accept("or"):
            operands.append(self._conjunction())
        return disjunction(operands, place) if len(operands) > 1 else operands[0]

    def _conjunction(self) -> Code:
        operands, place = [self._comparison()], self.place()
        while self.accept("and"):
            operands.append(self._comparison())
        return conjunction(operands, place) if len(operands) > 1 else operands[0]

    def _comparison(self) -> Code:
        first, steps = self.sum(), list[Step]()
        while True:
            token = self.tokens[self.index]
            if token.kind == "symbol" and token.value in COMPARISONS:
                steps.append(self.compared()[0])
            elif token.kind != "name":
                return pipeline(first, steps)
            elif token.value == "between":
                steps.append(self._between())
            elif token.value == "in":
                steps.append(self._in())
            else:
                return pipeline(first, steps)

    def compared(self) -> tuple[Step, Code]:
        """``< 5``: a comparison without its left side, and its right side by itself."""
        place, sign = self.place(), self.take().value
        right = self.sum()
        return binary(sign, COMPARISONS[sign], right, place), right

    def _between(self) -> Step:
        place = self.place()
        self.take()
        low = self.sum()
        self.expect("and")
        high = self.sum()

        def step(value: object, scope: Scope) -> object:
            least, most = low(scope), high(scope)
            answer = all_of((at_least(value, least), at_most(value, most)))
            if answer is None:
                other = most if at_least(value, least) is True else least
                reasons.of_operator("between", value, other, place)
            return answer

        return step

    def _in(self) -> Step:
        place = self.place()
        self.take()
        if not self.accept("("):
            return self.compared()[0] if self.at_comparison() else found_in(self.sum(), place)
        if self.at_comparison():
            tests = [self.compared()[0]]
        else:
            start = self.expression()
            if self.at(".."):
                return found_in(self.sum(self.range_after(start, start_included=False)), place)
            if self.accept(")"):
                return found_in(self.sum(start), place)
            tests = [found_in(start, place)]
        while self.accept(","):
            tests.append(self._positive_test())
        self.expect(")")
        return one_of(tests)

    def _positive_test(self) -> Step:
        place = self.place()
        return self.compared()[0] if self.at_comparison() else found_in(self.expression(), place)

    def at_comparison(self) -> bool:
        """Whether a comparison without its left side is ahead."""
        return self.token.kind == "symbol" and self.token.value in COMPARISONS


def one_of(tests: list[Step]) -> Step:
    """Tests separated by commas: one of them is enough."""
    if len(tests) == 1:
        return tests[0]
    return lambda value, scope: any_of(test(value, scope) for test in tests)
