"""Names of several tokens: ``date de naissance``, ``profit/perte`` (DMN 1.5, 10.3.1.4).

Such a name cannot be told from an expression by its form: it is recognised where it is known.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from engine.feel.errors import FeelError
from engine.feel.lexer import NAME_SYMBOLS, Token, tokens_of

MAX_NAME = 200  # characters
MAX_NAME_TOKENS = 24
MAX_KEYS = 2_000  # values that are looked into for their names
NAMED_KINDS = frozenset({"name", "number", "symbol"})
Spelling = tuple[tuple[str, bool], ...]
"""The tokens of a name, each with whether it touches the one before."""


class _Node:
    """A place in the tree of known names: what may follow, and how often a name ends here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[tuple[str, bool], _Node] = {}
        self.ends = 0


class Names:
    """Names of several tokens, found again in a text by their spelling."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._firsts: dict[str, _Node] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Know a name from now on; added twice it is to be forgotten twice."""
        self._count(name, 1)

    def forget(self, name: str) -> None:
        """Undo one addition."""
        self._count(name, -1)

    def _count(self, name: str, change: int) -> None:
        spelling = spelling_of(name)
        if spelling is None:
            return
        node = self._firsts.setdefault(spelling[0][0], _Node())
        for part in spelling[1:]:
            node = node.next.setdefault(part, _Node())
        node.ends += change

    def match(self, tokens: Sequence[Token], index: int) -> int:
        """How many tokens the longest known name that starts here takes; 0 if there is none."""
        node = self._firsts.get(tokens[index].value)
        if node is None or tokens[index].kind != "name":
            return 0
        longest, length = 0, 1
        while True:
            token = tokens[index + length]
            is_glued = token.start == tokens[index + length - 1].end
            node = node.next.get((token.value, is_glued))
            if node is None or token.kind not in NAMED_KINDS:
                return longest
            length += 1
            if node.ends:
                longest = length


@lru_cache(maxsize=4096)
def spelling_of(name: str) -> Spelling | None:
    """The tokens of a name; None for a name of one token, and for what FEEL cannot name."""
    if name.isidentifier() or len(name) > MAX_NAME:
        return None
    try:
        tokens = tokens_of(name)[:-1]
    except FeelError:
        return None
    if not 2 <= len(tokens) <= MAX_NAME_TOKENS or not all(map(may_be_named, tokens)):
        return None
    if tokens[0].kind != "name" or tokens[0].value == "?":
        return None
    ends = [0, *(token.end for token in tokens)]
    return tuple(
        (token.value, token.start == end) for token, end in zip(tokens, ends, strict=False)
    )


def may_be_named(token: Token) -> bool:
    """Whether a token may stand in a name."""
    return token.kind in NAMED_KINDS and (token.kind != "symbol" or token.value in NAME_SYMBOLS)


def written(tokens: Sequence[Token]) -> str:
    """The name that these tokens spell, with one space where there was any."""
    text, end = "", tokens[0].start
    for token in tokens:
        text += token.value if token.start == end else " " + token.value
        end = token.end
    return text


def names_within(text: str, context: Mapping[str, object]) -> frozenset[str]:
    """The keys of a context, and of those inside, that take several tokens and may be in a text."""
    found: set[str] = set()
    waiting: list[object] = [context]
    seen = 0
    while waiting and seen < MAX_KEYS:
        value = waiting.pop()
        seen += 1
        if isinstance(value, Mapping):
            for key, item in value.items():
                if isinstance(key, str) and not key.isidentifier() and key[:1] in text:
                    found.add(key)
                waiting.append(item)
        elif isinstance(value, list | tuple):
            waiting.extend(value)
    return frozenset(name for name in found if spelling_of(name) is not None)
