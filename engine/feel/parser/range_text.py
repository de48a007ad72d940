"""Ranges from text, ``range("[1..3]")``: what stands at the ends is literal."""

from typing import Final

from engine.feel.errors import FeelSyntaxError
from engine.feel.parser.grammar import Parser
from engine.feel.scope import Scope
from engine.feel.values.kinds import Range

LITERAL_WORDS: Final = frozenset({"date", "time", "and", "duration"})
LITERAL_SYMBOLS: Final = frozenset({"[", "]", "(", ")", "..", "-"})


def parse_range(text: str) -> Range | None:
    """The range, or null when the text is none, or an end is missing or not literal."""
    try:
        parser = Parser(text)
        if not _is_literal(parser):
            return None
        code = parser.expression()
        parser.end()
    except FeelSyntaxError:
        return None
    value = code(Scope({}))
    if not isinstance(value, Range) or value.start is None or value.end is None:
        return None
    return value


def _is_literal(parser: Parser) -> bool:
    return all(
        token.kind in ("number", "string", "at", "end")
        or (token.kind == "name" and token.value in LITERAL_WORDS)
        or (token.kind == "symbol" and token.value in LITERAL_SYMBOLS)
        for token in parser.tokens
    )
