"""The smallest parts of an expression: literals, names, lists, contexts, ranges, parentheses."""

import decimal
from collections.abc import Callable
from typing import Final

from engine.feel.builtins import BUILTINS
from engine.feel.closures import (
    Named,
    Step,
    calling,
    constant,
    context_of,
    function_named,
    list_of,
    lookup,
    pipeline,
    range_of,
)
from engine.feel.errors import FeelLimitError
from engine.feel.lexer import KEYWORDS
from engine.feel.operators.comparison import ORDERED
from engine.feel.parser.cursor import Cursor
from engine.feel.scope import Code, Scope
from engine.feel.values.kinds import NUMBERS, UNBOUNDED, Range, kind_of
from engine.feel.values.temporal import parse_temporal

CONSTANTS: Final = {"true": True, "false": False, "null": None}
SPACED_BUILTINS: Final = {tuple(name.split()) for name in BUILTINS if " " in name}
RANGES: Final[dict[str, Callable[[object], Range]]] = {
    "<": lambda end: Range(UNBOUNDED, end, False, False),
    "<=": lambda end: Range(UNBOUNDED, end, False, True),
    ">": lambda start: Range(start, UNBOUNDED, False, False),
    ">=": lambda start: Range(start, UNBOUNDED, True, False),
    "=": lambda value: Range(value, value, True, True),
}


class PrimaryParser(Cursor):
    """Parses what stands by itself."""

    def primary(self) -> Code:
        """A literal, a name, a call, a list, a context, a range, or a part in parentheses."""
        token = self.token
        if token.kind in ("name", "quoted"):
            return self._word()
        if token.kind in ("number", "string", "at"):
            return constant(self._literal())
        if token.kind == "symbol":
            if token.value in RANGES and self._may_open_a_range():
                return self._open_range()
            parse = {"(": self._parenthesis, "[": self._list, "{": self._context}.get(token.value)
            if parse is not None:
                return parse()
            if token.value == "]":
                return self._range_from_bracket()
        raise self.unexpected()

    def _literal(self) -> object:
        line, column = self.place()
        token = self.take()
        if token.kind != "number":
            return parse_temporal(token.value) if token.kind == "at" else token.value
        try:
            return NUMBERS.create_decimal(token.value)
        except decimal.Overflow:
            message = "a number outside of decimal128"
            raise FeelLimitError("number_too_large", message, line=line, column=column) from None

    def _word(self) -> Code:
        token = self.token
        if token.kind == "name" and token.value in CONSTANTS:
            return constant(CONSTANTS[self.take().value])
        called = self._called_name()
        if called is not None:
            return self._call(called)
        if token.kind == "name" and token.value in KEYWORDS:
            return self.expression() if token.value in _OPENING else self._refuse_keyword()
        name = self.name()
        if not self.is_bound(name):
            self.free.add(name)
        return lookup(name)

    def _refuse_keyword(self) -> Code:
        raise self.unexpected()

    def _called_name(self) -> str | None:
        """Words followed by a parenthesis are the name of a function, known or not yet."""
        name = self._spaced_builtin()
        if name is not None:
            return name
        end = self.index
        if self.tokens[end].kind == "quoted":
            end += 1
        else:
            while self.tokens[end].kind == "name" and self.tokens[end].value not in _NOT_CALLED:
                end += 1
        if end == self.index or not self._is_symbol(end, "("):
            return None
        name = " ".join(token.value for token in self.tokens[self.index : end])
        self.index = end
        return name

    def _spaced_builtin(self) -> str | None:
        start = self.index
        name = self.phrase(SPACED_BUILTINS)
        if name is not None and not self.at("("):
            self.index = start
            return None
        return name

    def _is_symbol(self, index: int, value: str) -> bool:
        token = self.tokens[index]
        return token.kind == "symbol" and token.value == value

    def _call(self, name: str) -> Code:
        if name not in BUILTINS and not self.is_bound(name):
            self.calls.add(name)
        return pipeline(function_named(name), [self.arguments()])

    def arguments(self) -> Step:
        """``(a, b)`` or ``(name: a, other name: b)``."""
        place = self.place()
        self.expect("(")
        positional: list[Code] = []
        named: list[tuple[str, Code]] = []
        while not self.at(")"):
            name = self._parameter_name()
            if name is not None:
                named.append((name, self.expression()))
            elif named:
                raise self.error("name_expected", "an argument without a name after one with")
            else:
                positional.append(self.expression())
            if not self.accept(","):
                break
        self.expect(")")
        return calling(positional, self._once(named), place)

    def _once(self, named: list[tuple[str, Code]]) -> Named:
        if named and len(dict(named)) < len(named):
            raise self.error("name_twice", "an argument is given twice")
        return named

    def _parameter_name(self) -> str | None:
        end = self.index
        while self.tokens[end].kind == "name":
            end += 1
        if end == self.index or not self._is_symbol(end, ":"):
            return None
        name = " ".join(token.value for token in self.tokens[self.index : end])
        self.index = end + 1
        return name

    def _may_open_a_range(self) -> bool:
        """Only inside brackets: an expression does not begin with an operator."""
        return self.index > 0 and self.tokens[self.index - 1].value in ("(", "[", ",", ":")

    def _open_range(self) -> Code:
        make, end = RANGES[self.take().value], self.range_end()

        def code(scope: Scope) -> object:
            value = end(scope)
            return make(value) if value is None or kind_of(value) in ORDERED else None

        return code

    def range_end(self) -> Code:
        """An end of a range; the layer of operators says what it may be."""
        return self.expression()

    def _parenthesis(self) -> Code:
        self.take()
        inner = self.expression()
        if self.at(".."):
            return self.range_after(inner, start_included=False)
        self.expect(")")
        return inner

    def range_after(self, start: Code, *, start_included: bool) -> Code:
        """``.. b]`` after the start of a range."""
        self.expect("..")
        end = self.expression()
        if not self.at("]", ")", "["):
            raise self.error("unexpected_token", "expected the end of a range")
        return range_of(start, end, start_included, self.take().value == "]")

    def _range_from_bracket(self) -> Code:
        self.take()
        return self.range_after(self.expression(), start_included=False)

    def _list(self) -> Code:
        self.take()
        items: list[Code] = []
        while not self.at("]"):
            items.append(self.expression())
            if len(items) == 1 and self.at(".."):
                return self.range_after(items[0], start_included=True)
            if not self.accept(","):
                break
        self.expect("]")
        return list_of(items)

    def _context(self) -> Code:
        self.take()
        entries: list[tuple[str, Code]] = []
        with self.binding() as names:
            while not self.at("}"):
                key = self._key()
                self.expect(":")
                if self.at("function"):
                    names.add(key)  # a function may call itself
                entries.append((key, self.expression()))
                names.add(key)
                self.know(key)
                if not self.accept(","):
                    break
            self.expect("}")
        return context_of(entries)

    def _key(self) -> str:
        """A string, or all that stands before the colon."""
        if self.token.kind in ("string", "quoted"):
            return self.take().value
        start = self.token.start
        while not self.at(":"):
            if self.token.kind not in ("name", "number", "symbol") or self.at("}", "{", ","):
                raise self.error("key_expected", "expected the key of a context entry")
            self.take()
        key = " ".join(self.text[start : self.token.start].split())
        if not key:
            raise self.error("key_expected", "expected the key of a context entry")
        return key


_OPENING: Final = frozenset({"if", "for", "some", "every", "function"})
_NOT_CALLED: Final = KEYWORDS | {"?"}
