"""The reading head of the parser: tokens, names in sight, depth, and errors with their place."""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, TypeVar

from engine.feel.errors import FeelError, FeelLimitError, FeelSyntaxError
from engine.feel.lexer import KEYWORDS, Token, tokens_of
from engine.feel.limits import MAX_DEPTH, Place
from engine.feel.parser.habits import habit
from engine.feel.parser.names import Names, may_be_named, written
from engine.feel.scope import Code
from engine.feel.values.types import NO_TYPES, Type

Item = TypeVar("Item")
CLOSING: Final = frozenset({")", "]", "}", ">"})


class Cursor(ABC):
    """Moves over the tokens of one text and remembers which names it read.

    ``names``: those of several tokens that the caller knows; ``types``: the named types.
    """

    def __init__(
        self,
        text: str,
        names: frozenset[str] = frozenset(),
        types: Mapping[str, Type] = NO_TYPES,
    ) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.types = types
        self.type_names = Names(types)
        self.index = 0
        self.free: set[str] = set()
        self.calls: set[str] = set()
        self.reads = 0
        self._bound: dict[str, int] = {}
        self.known = Names(names)
        self._entries = Names(names)
        self._depth = 0
        self._filters = 0
        self._lines = [-1, *(place for place, sign in enumerate(text) if sign == "\n")]

    @abstractmethod
    def expression(self) -> Code:
        """Parse an expression of any kind; the grammar's layers call it for what they contain."""

    @property
    def token(self) -> Token:
        """The token ahead."""
        return self.tokens[self.index]

    def at(self, *values: str) -> bool:
        """Whether a symbol or a word is ahead."""
        token = self.tokens[self.index]
        return token.value in values and token.kind in ("symbol", "name")

    def take(self) -> Token:
        """The token ahead, passed."""
        token = self.tokens[self.index]
        if token.kind != "end":
            self.index += 1
        return token

    def accept(self, value: str) -> bool:
        """Pass a symbol or a word if it is ahead."""
        token = self.tokens[self.index]
        if token.value == value and token.kind in ("symbol", "name"):
            self.index += 1
            return True
        return False

    def expect(self, value: str) -> None:
        """Pass a symbol or a word that must be ahead."""
        if not self.accept(value):
            self._refuse_habit()
            code = "missing_closing" if value in CLOSING else "missing_token"
            raise self.error(code, f"expected {value!r}, found {self._found()}", expected=value)

    def separated(self, closing: str, parse: Callable[[], Item]) -> list[Item]:
        """What stands between commas up to a closing symbol, which is passed; maybe nothing."""
        items: list[Item] = []
        if self.accept(closing):
            return items
        items.append(parse())
        while self.accept(","):
            items.append(parse())
        self.expect(closing)
        return items

    def end(self) -> None:
        """Refuse anything left over."""
        if self.token.kind != "end":
            raise self.unexpected()

    def place(self) -> Place:
        """The line and column of the token ahead."""
        start = self.tokens[self.index].start
        line = bisect_right(self._lines, start - 1)
        return line, start - self._lines[line - 1]

    def error(self, code: str, message: str, **detail: str) -> FeelSyntaxError:
        """A syntax error at the token ahead."""
        line, column = self.place()
        kind = self.token.kind
        found = {"found": self.token.value if kind in ("name", "symbol", "number") else kind}
        return FeelSyntaxError(code, message, line=line, column=column, detail=found | detail)

    def unexpected(self) -> FeelSyntaxError:
        """The error that the token ahead has no place here."""
        if self.token.kind == "end":
            return self.error("unexpected_end", "the text ends too soon")
        self._refuse_habit()
        before = self.tokens[self.index - 1] if self.index else self.token
        words = {self.token.value, before.value}
        if self.token.kind == before.kind == "name" and not words & KEYWORDS:
            message = "unexpected name; a name with spaces stands between backticks"
            return self.error("unknown_phrase", message)
        return self.error("unexpected_token", f"unexpected {self._found()}")

    def _refuse_habit(self) -> None:
        """Refuse the token ahead with the FEEL that was probably meant, where that is known."""
        before = self.tokens[self.index - 1] if self.index else None
        after = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        found = habit(before, self.token, after)
        if found is not None:
            code, detail, is_before = found
            self.index -= is_before
            raise self.error(code, f"unexpected {self._found()}", **detail)

    def _found(self) -> str:
        return repr(self.token.value) if self.token.kind != "end" else "the end of the text"

    def deeper(self) -> None:
        """One level deeper, within the budget; ``self.higher()`` when it is read."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.limit("too_deep", f"more than {MAX_DEPTH} levels of nesting")

    def higher(self) -> None:
        """Out of a level."""
        self._depth -= 1

    def limit(self, code: str, message: str) -> FeelError:
        """A budget passed at the token ahead."""
        line, column = self.place()
        return FeelLimitError(code, message, line=line, column=column)

    @contextmanager
    def binding(self, *names: str) -> Iterator[Callable[[str], None]]:
        """Names that mean something of their own for a while; more may be added."""
        bound: list[str] = []

        def bind(name: str) -> None:
            self._bound[name] = self._bound.get(name, 0) + 1
            self.known.add(name)
            bound.append(name)

        for name in names:
            bind(name)
        yield bind
        for name in bound:
            self._bound[name] -= 1
            self.known.forget(name)

    @contextmanager
    def inside_items(self) -> Iterator[None]:
        """In the condition of a filter, any entry that the text has named may be in sight."""
        self._filters += 1
        yield
        self._filters -= 1

    def is_bound(self, name: str) -> bool:
        """Whether a name is bound by the text itself."""
        return self._bound.get(name, 0) > 0

    def define(self, name: str) -> None:
        """Remember the name of an entry, to recognise it after a dot or in a filter."""
        self._entries.add(name)

    def in_sight(self) -> tuple[Names, ...]:
        """The names that an expression may read here."""
        return (self.known, self._entries) if self._filters else (self.known,)

    def entry(self) -> str:
        """The name of an entry, after a dot, where a keyword is a name like another."""
        name = self.phrase(self._entries)
        if name is None:
            return self.take().value if self.token.kind == "name" else self.word()
        return name

    def word(self) -> str:
        """A name of one word, or between backticks."""
        if self.token.kind == "quoted":
            return self.take().value
        if self.token.kind != "name" or self.token.value in KEYWORDS:
            raise self.error("name_expected", f"expected a name, found {self._found()}")
        return self.take().value

    def phrase(self, *known: Names) -> str | None:
        """The longest of the known names of several tokens that is ahead, passed."""
        length = max(names.match(self.tokens, self.index) for names in known)
        return self._written(length) if length else None

    def definition(self, *ends: str) -> str:
        """A name that the text defines: all that stands before one of the given tokens."""
        if self.token.kind == "quoted":
            return self.take().value
        length = self.name_length(*ends)
        if length is not None and self.token.value != "?":
            return self._written(length)
        if self.token.kind == "name" and self.token.value not in KEYWORDS | {"?"}:
            while may_be_named(self.token) and self.token.value not in KEYWORDS:
                self.index += 1
            self.expect(ends[0])
        raise self.error("name_expected", f"expected a name, found {self._found()}")

    def name_length(self, *ends: str) -> int | None:
        """How many tokens before one of the given ends are a name; None if they are none."""
        place = self.index
        if self.tokens[place].kind != "name":
            return None
        while True:
            token = self.tokens[place]
            if token.value in ends and token.kind in ("symbol", "name") and place > self.index:
                return place - self.index
            if not may_be_named(token):
                return None
            place += 1

    def _written(self, length: int) -> str:
        name = written(self.tokens[self.index : self.index + length])
        self.index += length
        return name
