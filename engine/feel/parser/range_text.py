"""Ranges from text, ``range("[1..3]")``: what stands at the ends is literal."""

import re
from typing import Final

from engine.feel.errors import FeelSyntaxError
from engine.feel.parser.grammar import Parser
from engine.feel.scope import Scope
from engine.feel.values.kinds import Range

LITERAL_WORDS: Final = frozenset({"date", "time", "and", "duration"})
LITERAL_SYMBOLS: Final = frozenset({"[", "]", "(", ")", "..", "-"})

_NO_START = re.compile(r"\s*[(\]]\s*\.\.(.*)([\])\[])\s*", re.DOTALL)
_NO_END = re.compile(r"\s*([\[(\]])(.*)\.\.\s*[)\[]\s*", re.DOTALL)


def parse_range(text: str) -> Range | None:
    """The range; null when the text is none, an end is not literal, or one missing is included."""
    try:
        if not _is_literal(Parser(text)):
            return None
        parser = Parser(_with_one_end(text))
        code = parser.expression()
        parser.end()
    except FeelSyntaxError:
        return None
    value = code(Scope({}))
    if not isinstance(value, Range) or value.start is None or value.end is None:
        return None
    return value


def _with_one_end(text: str) -> str:
    """``[2..)`` is written ``(>=2)``, and ``(..2]`` is ``(<=2)`` (DMN 1.5, table 72)."""
    if match := _NO_START.fullmatch(text):
        return f"({'<=' if match[2] == ']' else '<'}{match[1]})"
    if match := _NO_END.fullmatch(text):
        return f"({'>=' if match[1] == '[' else '>'}{match[2]})"
    return text


def _is_literal(parser: Parser) -> bool:
    return all(
        token.kind in ("number", "string", "at", "end")
        or (token.kind == "name" and token.value in LITERAL_WORDS)
        or (token.kind == "symbol" and token.value in LITERAL_SYMBOLS)
        for token in parser.tokens
    )
