"""Text to tokens (DMN 1.5, 10.3.1.2, rules 22 to 37)."""

import re
from dataclasses import dataclass
from typing import Final

from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.limits import MAX_TEXT

KEYWORDS: Final = frozenset(
    {"if", "then", "else", "for", "in", "return", "some", "every", "satisfies"}
    | {"and", "or", "between", "instance", "of", "function", "external", "true", "false", "null"}
)

_TOKEN = re.compile(
    r"""
      (?P<space>  \s+ | //[^\n]* | /\*.*?\*/ )
    | (?P<number> \d+(?:\.(?!\.)\d+)?(?:[eE][+-]?\d+)? | \.\d+(?:[eE][+-]?\d+)? )
    | (?P<at>     @"(?:[^"\\]|\\.)*" )
    | (?P<string> "(?:[^"\\]|\\.)*" )
    | (?P<quoted> `[^`]+` )
    | (?P<name>   (?:[^\W\d]|[\U00010000-\U000EFFFF])(?:[\w']|[\U00010000-\U000EFFFF])* | \? )
    | (?P<symbol> \*\* | \.\. | <= | >= | != | -> | [-+*/=<>()\[\]{},.:] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind (number, at, string, quoted, name, symbol, end), value, place.

    A string comes without its quotes and escapes, a name between backticks as a quoted name.
    """

    kind: str
    value: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, ended by one of kind ``end``."""
    if len(text) > MAX_TEXT:
        raise FeelLimitError("text_too_long", f"an expression of more than {MAX_TEXT} characters")
    tokens, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise _unreadable(text, place)
        if match.lastgroup != "space":
            value = _value(match.lastgroup, match.group())
            tokens.append(Token(match.lastgroup, value, place, match.end()))
        place = match.end()
    tokens.append(Token("end", "", place, place))
    return tokens


def line_and_column(text: str, place: int) -> tuple[int, int]:
    """Where a place of the text is, both counted from 1."""
    before = text[:place]
    return before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1


def _unreadable(text: str, place: int) -> FeelSyntaxError:
    line, column = line_and_column(text, place)
    if text[place] in '"`':
        return FeelSyntaxError("unclosed_string", "a quote is not closed", line=line, column=column)
    message = f"unexpected character {text[place]!r}"
    return FeelSyntaxError("unexpected_character", message, line=line, column=column)


def _value(kind: str, text: str) -> str:
    if kind == "string":
        return unescape(text[1:-1])
    if kind == "at":
        return unescape(text[2:-1])
    return " ".join(text[1:-1].split()) if kind == "quoted" else text


def unescape(text: str) -> str:
    """The characters that a string literal stands for; two surrogates make one character."""
    plain = _ESCAPE.sub(_unescaped, text) if "\\" in text else text
    if any("\ud800" <= character <= "\udfff" for character in plain):
        return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def _unescaped(match: re.Match[str]) -> str:
    code: str = match.group(1)
    if len(code) == 1:
        return _ESCAPED.get(code, "\\" + code)
    number = int(code[1:], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
