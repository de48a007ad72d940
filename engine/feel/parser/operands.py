"""Arithmetic, signs, and what follows a value: paths, filters, calls (DMN 1.5, rules 4 to 26)."""

from typing import Final

from engine.feel import reasons
from engine.feel.closures import Operation, Step, binary, pipeline, property_of
from engine.feel.limits import Place
from engine.feel.loops import filtering
from engine.feel.operators import arithmetic
from engine.feel.parser.names import Names
from engine.feel.parser.primary import PrimaryParser
from engine.feel.parser.types import parse_type
from engine.feel.scope import Code, Scope

# How tightly an operator holds, and what it does; all group from the left (rule 4).
OPERATORS: Final[dict[str, tuple[int, Operation]]] = {
    "+": (1, arithmetic.add),
    "-": (1, arithmetic.subtract),
    "*": (2, arithmetic.multiply),
    "/": (2, arithmetic.divide),
    "**": (3, arithmetic.power),
}
SPACED_PROPERTIES: Final = Names(("time offset", "start included", "end included"))


class OperandParser(PrimaryParser):
    """Parses all that may stand beside a comparison."""

    def range_end(self) -> Code:
        """An end of a range written with an operator, ``< 5 + 1``."""
        return self.sum()

    def sum(self, first: Code | None = None, level: int = 1) -> Code:
        """Arithmetic, ``a + b * c``; ``first`` is its beginning if that is already read."""
        first, steps = self._operand(first), list[Step]()
        while True:
            token = self.tokens[self.index]
            found = OPERATORS.get(token.value) if token.kind == "symbol" else None
            if found is None or found[0] < level:
                return pipeline(first, steps)
            place = self.place()
            self.index += 1
            steps.append(binary(token.value, found[1], self.sum(None, found[0] + 1), place))

    def _operand(self, first: Code | None) -> Code:
        """A value with what follows it, under its signs; a sign holds tighter than a power."""
        if first is not None:
            return self._followed(first)
        signs, place = 0, self.place()
        while self.accept("-"):
            signs += 1
        if not signs:
            return self._followed(self.primary())
        negative = _negative(place)
        if self.token.kind == "number":  # the nearest sign belongs to the literal (rule 35)
            value = self._followed(pipeline(self.primary(), [negative]))
            return pipeline(value, [negative] * (signs - 1))
        return pipeline(self._followed(self.primary()), [negative] * signs)

    def _followed(self, first: Code) -> Code:
        steps = list[Step]()
        while True:
            token = self.tokens[self.index]
            if token.kind == "name" and token.value == "instance":
                steps.append(self._instance_of())
            elif token.kind != "symbol":
                return pipeline(first, steps)
            elif token.value == ".":
                steps.append(self._path())
            elif token.value == "[" and not self._closes_a_range():
                steps.append(self._filter())
            elif token.value == "(":
                steps.append(self.arguments())
            else:
                return pipeline(first, steps)

    def _path(self) -> Step:
        self.index += 1
        place = self.place()
        return property_of(self.phrase(SPACED_PROPERTIES) or self.entry(), place)

    def _closes_a_range(self) -> bool:
        """In ``[1..3[`` no condition follows the bracket."""
        return self.ends_at(self.index + 1) or self.tokens[self.index + 1].value == "]"

    def _filter(self) -> Step:
        start, place = self.index, self.place()
        self.expect("[")
        with self.binding("item"), self.inside_items():
            predicate = self.expression()
        self.expect("]")
        return filtering(predicate, self.index - start, place)

    def _instance_of(self) -> Step:
        self.expect("instance")
        self.expect("of")
        type = parse_type(self).unrestricted()
        return lambda value, scope: type.has(value)


def _negative(place: Place) -> Step:
    def step(value: object, scope: Scope) -> object:
        answer = arithmetic.negative(value)
        if answer is None:
            reasons.of_sign(value, place)
        return answer

    return step
