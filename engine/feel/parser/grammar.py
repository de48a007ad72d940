"""The grammar of FEEL expressions, one method a level (DMN 1.5, 10.3.1.2)."""

from collections.abc import Callable
from typing import Final

from engine.feel.closures import (
    Domain,
    Step,
    binary,
    conditional,
    conjunction,
    disjunction,
    filtering,
    interval,
    iteration,
    pipeline,
    quantified,
)
from engine.feel.functions import Closure
from engine.feel.operators import arithmetic, comparison
from engine.feel.operators.comparison import all_of, any_of, at_least, at_most, is_in
from engine.feel.operators.properties import path
from engine.feel.parser.primary import PrimaryParser
from engine.feel.parser.types import Test as TypeTest
from engine.feel.parser.types import anything, type_test
from engine.feel.scope import Code, Scope

Operators = dict[str, Callable[[object, object], object]]
Test = Callable[[object, Scope], bool | None]

COMPARISONS: Final[Operators] = {
    "=": comparison.equal,
    "!=": comparison.not_equal,
    "<": comparison.less,
    "<=": comparison.at_most,
    ">": comparison.greater,
    ">=": comparison.at_least,
}
SUMS: Final[Operators] = {"+": arithmetic.add, "-": arithmetic.subtract}
PRODUCTS: Final[Operators] = {"*": arithmetic.multiply, "/": arithmetic.divide}
POWERS: Final[Operators] = {"**": arithmetic.power}
NEVER_FIRST: Final = frozenset({")", "]", "}", ",", "and", "or", "then", "else", "in"})
NEVER_FIRST_SIGNS: Final = frozenset({"+", "*", "/", "**", *COMPARISONS})
SPACED_PROPERTIES: Final[set[tuple[str, ...]]] = {
    ("time", "offset"),
    ("start", "included"),
    ("end", "included"),
}


class Parser(PrimaryParser):
    """Parses one text into code."""

    def expression(self) -> Code:
        """Any expression, one level deeper."""
        with self.nested():
            if self.at("if"):
                return self._conditional()
            if self.at("for"):
                return self._iteration()
            if self.at("some", "every"):
                return self._quantified()
            if self.at("function"):
                return self._function()
            return self._disjunction()

    def _conditional(self) -> Code:
        branches = []
        while self.accept("if"):
            condition = self.expression()
            self.expect("then")
            branches.append((condition, self.expression()))
            self.expect("else")
        return conditional(branches, self.expression())

    def _iteration(self) -> Code:
        self.take()
        with self.binding("partial") as names:
            domains = self._domains(names)
            self.expect("return")
            return iteration(domains, self.expression())

    def _quantified(self) -> Code:
        some = self.take().value == "some"
        with self.binding() as names:
            domains = self._domains(names)
            self.expect("satisfies")
            return quantified(domains, self.expression(), some=some)

    def _domains(self, names: set[str]) -> list[Domain]:
        domains: list[Domain] = []
        while not domains or self.accept(","):
            name = self.name()
            self.expect("in")
            domain = self.expression()
            if self.accept(".."):
                domain = interval(domain, self.expression())
            domains.append((name, domain))
            names.add(name)
        return domains

    def _function(self) -> Code:
        self.take()
        self.expect("(")
        parameters: list[tuple[str, TypeTest]] = []
        while not self.at(")"):
            name = self.name()
            parameters.append((name, type_test(self) if self.accept(":") else anything))
            if not self.accept(","):
                break
        self.expect(")")
        if self.at("external"):
            raise self.error("external_function", "external functions are refused")
        names = tuple(name for name, _ in parameters)
        types = tuple(test for _, test in parameters)
        with self.binding(*names):
            body = self.expression()
        return lambda scope: Closure(names, types, body, scope)

    def _disjunction(self) -> Code:
        operands = [self._conjunction()]
        while self.accept("or"):
            operands.append(self._conjunction())
        return disjunction(operands) if len(operands) > 1 else operands[0]

    def _conjunction(self) -> Code:
        operands = [self._comparison()]
        while self.accept("and"):
            operands.append(self._comparison())
        return conjunction(operands) if len(operands) > 1 else operands[0]

    def _comparison(self) -> Code:
        first, steps = self.sum(), list[Step]()
        while True:
            if self._at_comparison():
                operation = COMPARISONS[self.take().value]
                steps.append(binary(operation, self.sum()))
            elif self.accept("between"):
                steps.append(self._between())
            elif self.accept("in"):
                steps.append(self._in())
            else:
                return pipeline(first, steps)

    def _between(self) -> Step:
        low = self.sum()
        self.expect("and")
        high = self.sum()

        def step(value: object, scope: Scope) -> object:
            return all_of((at_least(value, low(scope)), at_most(value, high(scope))))

        return step

    def _in(self) -> Step:
        if not self.accept("("):
            return self.positive_test(self.sum)
        if self._at_comparison():
            tests = [self.positive_test(self.expression)]
        else:
            start = self.expression()
            if self.at(".."):
                return found_in(self.range_after(start, start_included=False))
            tests = [found_in(start)]
        while self.accept(","):
            tests.append(self.positive_test(self.expression))
        self.expect(")")
        return one_of(tests)

    def _at_comparison(self) -> bool:
        return self.token.kind == "symbol" and self.token.value in COMPARISONS

    def positive_test(self, parse: Callable[[], Code]) -> Test:
        """``< 5``, or a value, a range or a list to be found in."""
        if self._at_comparison():
            return compared(COMPARISONS[self.take().value], self.sum())
        return found_in(parse())

    def range_end(self) -> Code:
        """An end of a range written with an operator, ``< 5 + 1``."""
        return self.sum()

    def sum(self) -> Code:
        """``a + b - c``."""
        return self._left_to_right(SUMS, self._product)

    def _product(self) -> Code:
        return self._left_to_right(PRODUCTS, self._power)

    def _power(self) -> Code:
        return self._left_to_right(POWERS, self._negation)

    def _left_to_right(self, operators: Operators, operand: Callable[[], Code]) -> Code:
        first, steps = operand(), list[Step]()
        while self.token.kind == "symbol" and self.token.value in operators:
            operation = operators[self.take().value]
            steps.append(binary(operation, operand()))
        return pipeline(first, steps)

    def _negation(self) -> Code:
        signs = 0
        while self.accept("-"):
            signs += 1
        negatives: list[Step] = [lambda value, scope: arithmetic.negative(value)] * signs
        return pipeline(self._postfix(), negatives)

    def _postfix(self) -> Code:
        first, steps = self.primary(), list[Step]()
        while True:
            if self.accept("."):
                steps.append(_property(self.phrase(SPACED_PROPERTIES) or self.name()))
            elif self.at("[") and not self._closes_a_range():
                steps.append(self._filter())
            elif self.at("("):
                steps.append(self.arguments())
            elif self.at("instance"):
                steps.append(self._instance_of())
            else:
                return pipeline(first, steps)

    def _closes_a_range(self) -> bool:
        """In ``[1..3[`` no condition follows the bracket."""
        following = self.tokens[self.index + 1]
        return following.kind == "end" or (
            following.value in NEVER_FIRST | NEVER_FIRST_SIGNS
            and following.kind in ("symbol", "name")
        )

    def _filter(self) -> Step:
        self.expect("[")
        with self.binding("item"):
            predicate = self.expression()
        self.expect("]")
        return filtering(predicate)

    def _instance_of(self) -> Step:
        self.expect("instance")
        self.expect("of")
        test = type_test(self)
        return lambda value, scope: test(value)


def _property(name: str) -> Step:
    return lambda value, scope: path(value, name)


def found_in(test: Code) -> Test:
    """A test that is a value, a range or a list."""
    return lambda value, scope: is_in(value, test(scope))


def compared(operation: Callable[[object, object], object], right: Code) -> Test:
    """A test such as ``< 5``."""

    def test(value: object, scope: Scope) -> bool | None:
        answer = operation(value, right(scope))
        return answer if isinstance(answer, bool) else None

    return test


def one_of(tests: list[Test]) -> Test:
    """Tests separated by commas: one of them is enough."""
    return lambda value, scope: any_of(test(value, scope) for test in tests)
