"""The reading head of the parser: tokens, names in sight, depth, and errors with their place."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.lexer import KEYWORDS, Token, line_and_column, tokens_of
from engine.feel.limits import MAX_DEPTH
from engine.feel.scope import Code


class Cursor(ABC):
    """Moves over the tokens of one text and remembers which names it read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.index = 0
        self.free: set[str] = set()
        self.calls: set[str] = set()
        self._bound: list[set[str]] = []
        self._spaced: set[tuple[str, ...]] = set()
        self._depth = 0

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
        if self.at(value):
            self.index += 1
            return True
        return False

    def expect(self, value: str) -> None:
        """Pass a symbol or a word that must be ahead."""
        if not self.accept(value):
            raise self.error("unexpected_token", f"expected {value!r}, found {self._found()}")

    def end(self) -> None:
        """Refuse anything left over."""
        if self.token.kind != "end":
            raise self.unexpected()

    def place(self) -> tuple[int, int]:
        """The line and column of the token ahead."""
        return line_and_column(self.text, self.token.start)

    def error(self, code: str, message: str) -> FeelSyntaxError:
        """A syntax error at the token ahead."""
        line, column = self.place()
        return FeelSyntaxError(code, message, line=line, column=column)

    def unexpected(self) -> FeelSyntaxError:
        """The error that the token ahead has no place here."""
        message = f"unexpected {self._found()}"
        if self.token.kind == "name" and self.index and self.tokens[self.index - 1].kind == "name":
            message += "; a name with spaces stands between backticks"
        return self.error("unexpected_token", message)

    def _found(self) -> str:
        return repr(self.token.value) if self.token.kind != "end" else "the end of the text"

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level deeper, within the budget."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            line, column = self.place()
            message = f"more than {MAX_DEPTH} levels of nesting"
            raise FeelLimitError("too_deep", message, line=line, column=column)
        yield
        self._depth -= 1

    @contextmanager
    def binding(self, *names: str) -> Iterator[set[str]]:
        """Names that mean something of their own for a while; more may be added to the set."""
        self._bound.append(set(names))
        yield self._bound[-1]
        self._bound.pop()

    def is_bound(self, name: str) -> bool:
        """Whether a name is bound by the text itself."""
        return any(name in names for names in self._bound)

    def know(self, name: str) -> None:
        """Remember a name with spaces that the text defines, to recognise it further on."""
        if " " in name:
            self._spaced.add(tuple(name.split()))

    def name(self) -> str:
        """A name: between backticks, with spaces if it is known, or one word."""
        token = self.token
        if token.kind == "quoted":
            return self.take().value
        if token.kind != "name" or token.value in KEYWORDS:
            raise self.error("name_expected", f"expected a name, found {self._found()}")
        return self.phrase(self._spaced) or self.take().value

    def phrase(self, known: set[tuple[str, ...]]) -> str | None:
        """The longest of the known names with spaces that is ahead, passed."""
        for words in sorted(known, key=len, reverse=True):
            if self.words_ahead(words):
                self.index += len(words)
                return " ".join(words)
        return None

    def words_ahead(self, words: tuple[str, ...]) -> bool:
        """Whether exactly these words are ahead."""
        ahead = self.tokens[self.index : self.index + len(words)]
        return [token.value for token in ahead] == list(words) and all(
            token.kind == "name" for token in ahead
        )
