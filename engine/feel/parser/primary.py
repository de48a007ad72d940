"""The smallest parts of an expression: literals, names, lists, contexts, ranges, parentheses."""

import decimal
from collections.abc import Callable
from typing import Final

from engine.feel.builtins import BUILTINS
from engine.feel.closures import (
    Step,
    calling,
    constant,
    context_of,
    function_named,
    list_of,
    lookup,
    pipeline,
    range_of,
    refused,
)
from engine.feel.lexer import KEYWORDS
from engine.feel.limits import Place
from engine.feel.operators.comparison import ORDERED
from engine.feel.parser.cursor import Cursor
from engine.feel.parser.names import Names
from engine.feel.scope import Code, Scope
from engine.feel.values.kinds import NUMBERS, UNBOUNDED, Range
from engine.feel.values.temporal import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_temporal,
    parse_time,
)

CONSTANTS: Final = {"true": True, "false": False, "null": None}
DATE_LITERALS: Final[dict[str, Callable[[str], object]]] = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_time,
    "duration": parse_duration,
}
SPACED_BUILTINS: Final = Names(BUILTINS)
RANGES: Final[dict[str, Callable[[object], Range]]] = {
    "<": lambda end: Range(UNBOUNDED, end, False, False),
    "<=": lambda end: Range(UNBOUNDED, end, False, True),
    ">": lambda start: Range(start, UNBOUNDED, False, False),
    ">=": lambda start: Range(start, UNBOUNDED, True, False),
    "=": lambda value: Range(value, value, True, True, "="),
    "!=": lambda value: Range(value, value, False, False, "!="),
}
OPENING_WORDS: Final = frozenset({"if", "for", "some", "every", "function"})
NEVER_FIRST: Final = frozenset(
    {")", "}", ",", "..", ".", ":", "->", "+", "*", "/", "**", *RANGES}
    | {"and", "or", "then", "else", "in", "return", "satisfies", "between", "instance"}
)
NOT_CALLED: Final = KEYWORDS | {"?"}


class PrimaryParser(Cursor):
    """Parses what stands by itself."""

    def primary(self) -> Code:
        """A literal, a name, a call, a list, a context, a range, or a part in parentheses."""
        token = self.tokens[self.index]
        kind = token.kind
        if kind == "name" or kind == "quoted":
            return self._word()
        if kind == "number":
            return constant(self._number())
        if kind == "string":
            return constant(self.take().value)
        if kind == "at":
            return self._at_literal()
        if kind == "symbol":
            if token.value == "(":
                return self._parenthesis()
            if token.value == "[":
                return self._list()
            if token.value == "{":
                return self._context()
            if token.value == "]" and not self.ends_at(self.index + 1):
                self.index += 1
                return self.range_after(self.expression(), start_included=False)
        raise self.unexpected()

    def ends_at(self, index: int) -> bool:
        """Whether no expression begins at a token."""
        token = self.tokens[index]
        return token.kind == "end" or (
            token.value in NEVER_FIRST and token.kind in ("symbol", "name")
        )

    def _number(self) -> object:
        try:
            number = NUMBERS.create_decimal(self.token.value)
        except decimal.Overflow:
            raise self.limit("number_too_large", "a number outside of decimal128") from None
        self.index += 1
        return number

    def _at_literal(self) -> Code:
        place = self.place()
        value = parse_temporal(self.take().value)
        return refused("not_readable", place, function="@") if value is None else constant(value)

    def _word(self) -> Code:
        place = self.place()
        name = self.phrase(*self.in_sight())  # it may begin with a keyword: "in stock"
        if name is None:
            if self.token.kind == "name" and self.token.value in KEYWORDS:
                return self._keyword()
            called = self._called_name()
        else:
            called = name if self.at("(") else None
        if called is None:
            return self._variable(name or self.word(), place)
        literal = self._date_literal(called)
        return self._call(called, place) if literal is None else constant(literal)

    def _keyword(self) -> Code:
        if self.token.value in CONSTANTS:
            return constant(CONSTANTS[self.take().value])
        if self.token.value in OPENING_WORDS:
            return self.expression()
        raise self.unexpected()

    def _variable(self, name: str, place: Place) -> Code:
        self.reads += 1
        if not self.is_bound(name):
            self.free.add(name)
        return lookup(name, place)

    def _call(self, name: str, place: Place) -> Code:
        self.reads += 1
        if name not in BUILTINS and not self.is_bound(name):
            self.calls.add(name)
        return pipeline(function_named(name, place), [self.arguments()])

    def _date_literal(self, function: str) -> object:
        """``date("2026-09-01")`` is a literal too, read once; null where it is none."""
        inside = self.tokens[self.index + 1 : self.index + 3]
        kinds = [token.kind for token in inside]
        if function not in DATE_LITERALS or self.is_bound(function):
            return None
        if kinds != ["string", "symbol"] or inside[1].value != ")":
            return None
        value = DATE_LITERALS[function](inside[0].value)
        self.index += 0 if value is None else 3
        return value

    def _called_name(self) -> str | None:
        """Words followed by a parenthesis are the name of a function, known or not yet."""
        start = end = self.index
        name = self.phrase(SPACED_BUILTINS)
        if name is not None and self.at("("):
            return name
        self.index = start
        if self.tokens[end].kind == "quoted":
            end += 1
        else:
            while self.tokens[end].kind == "name" and self.tokens[end].value not in NOT_CALLED:
                end += 1
        following = self.tokens[end]
        if end == start or following.kind != "symbol" or following.value != "(":
            return None
        self.index = end
        return " ".join(token.value for token in self.tokens[start:end])

    def arguments(self) -> Step:
        """``(a, b)`` or ``(name: a, other name: b)``."""
        place = self.place()
        self.expect("(")
        positional: list[Code] = []
        named: list[tuple[str, Code]] = []

        def argument() -> None:
            length = self.name_length(":")
            if length is not None:
                name = self.definition(":")
                if any(name == other for other, _ in named):
                    raise self.error("name_twice", "an argument is given twice", name=name)
                self.expect(":")
                named.append((name, self.expression()))
            elif named:
                raise self.error("argument_unnamed", "an argument without a name after one with")
            else:
                positional.append(self.expression())

        self.separated(")", argument)
        if positional and named:
            raise self.error("argument_unnamed", "arguments with a name and others without")
        return calling(positional, named, place)

    def open_range(self) -> Code:
        """``< 5`` where no value stands before it: the range of what passes (rule 7)."""
        make, end = RANGES[self.take().value], self.range_end()

        def code(scope: Scope) -> object:
            value = end(scope)
            return make(value) if value is None or value.__class__ in ORDERED else None

        return code

    def range_end(self) -> Code:
        """An end of a range; the layer of operators says what it may be."""
        return self.expression()

    def _parenthesis(self) -> Code:
        self.index += 1
        inner = self.expression()
        if self.at(".."):
            return self.range_after(inner, start_included=False)
        self.expect(")")
        return inner

    def range_after(self, start: Code, *, start_included: bool) -> Code:
        """``.. b]`` after the start of a range."""
        place = self.place()
        self.expect("..")
        end = self.expression()
        if not self.at("]", ")", "["):
            raise self.error("missing_closing", "expected the end of a range", expected="]")
        return range_of(start, end, start_included, self.take().value == "]", place)

    def _list(self) -> Code:
        self.index += 1
        if self.at("]") and not self._begins_a_value(self.index + 1):
            self.index += 1
            return list_of([])
        items = [self.expression()]
        if self.at(".."):
            return self.range_after(items[0], start_included=True)
        while self.accept(","):
            items.append(self.expression())
        self.expect("]")
        return list_of(items)

    def _begins_a_value(self, index: int) -> bool:
        """After ``[]``, a value can only be the start of ``]1..3[``, the first item."""
        token = self.tokens[index]
        is_word = token.kind == "name" and token.value not in KEYWORDS
        return is_word or token.kind in ("number", "string", "at", "quoted")

    def _context(self) -> Code:
        place = self.place()
        self.index += 1
        entries: list[tuple[str, Code]] = []
        with self.binding() as bind:

            def entry() -> None:
                key = self._key()
                self.expect(":")
                if self.at("function"):
                    bind(key)  # a function may call itself
                entries.append((key, self.expression()))
                bind(key)
                self.define(key)

            self.separated("}", entry)
        if len(dict(entries)) < len(entries):
            return refused("entry_twice", place)
        return context_of(entries)

    def _key(self) -> str:
        """A string, or all that stands before the colon."""
        if self.token.kind == "string":
            return self.take().value
        if self.token.kind != "quoted" and self.name_length(":") is None:
            raise self.error("key_expected", "expected the key of a context entry")
        return self.definition(":")
