"""Text to tokens (DMN 1.5, 10.3.1.2, from rule 25 on)."""

import re
from dataclasses import dataclass
from typing import Final

from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.limits import MAX_TEXT, Place
from engine.feel.values.characters import characters

KEYWORDS: Final = frozenset(
    {"if", "then", "else", "for", "in", "return", "some", "every", "satisfies"}
    | {"and", "or", "between", "instance", "of", "function", "external", "true", "false", "null"}
)
NAME_SYMBOLS: Final = frozenset({".", "/", "-", "+", "*", "**", ".."})
"""Symbols that a name may hold (rule 30); an apostrophe is read with the word it is in."""

WRONG_QUOTES: Final = "'‘’“”«»"
FOREIGN_SIGNS: Final = {
    **{"&&": "and", "||": "or", "!": "not(…)", "==": "=", "<>": "!="},
    **{"≥": ">=", "=>": ">=", "≤": "<=", "=<": "<=", "≠": "!=", "^": "**", "×": "*", "÷": "/"},
    **{"−": "-", "–": "-", ";": ","},
}
"""Signs of other languages, and how FEEL writes them."""

# Rules 28 and 29. A question mark alone is the name of what a unary test examines.
_START = (
    r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u167F\u1681-\u180D"
    r"\u180F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF"
    r"\uFDF0-\uFEFE\uFF00-\uFFFD\U00010000-\U000EFFFF"
)
_PART = _START + r"0-9\u00B7\u0300-\u036F\u203F-\u2040'’"
_TOKEN = re.compile(
    rf"""
      (?P<space>  [\s\u180E\u200B\uFEFF]+ | //[^\n]* | /\*.*?\*/ )
    | (?P<number> (?: [0-9]+ (?:\.[0-9]+)? | \.[0-9]+ ) (?:[eE][+-]?[0-9]+)? )
    | (?P<at>     @"(?:[^"\\]|\\.)*" )
    | (?P<string> "(?:[^"\\]|\\.)*" )
    | (?P<quoted> `[^`]+` )
    | (?P<name>   [{_START}][{_PART}]* | \? )
    | (?P<symbol> \*\* | \.\. | <= | >= | != | -> | [-+*/=<>()\[\]{{}},.:] )
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
        if match is None or match.lastgroup is None or _opens_comment(match):
            raise _unreadable(text, place)
        kind, end = match.lastgroup, match.end()
        if kind != "space":
            tokens.append(Token(kind, _value(kind, match.group()), place, end))
        place = end
    tokens.append(Token("end", "", place, place))
    return tokens


def _opens_comment(match: re.Match[str]) -> bool:
    return match.group() == "/" and match.string.startswith("*", match.end())


def line_and_column(text: str, place: int) -> Place:
    """Where a place of the text is, both counted from 1."""
    before = text[:place]
    return before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1


def _unreadable(text: str, place: int) -> FeelSyntaxError:
    line, column = line_and_column(text, place)
    code, message, detail = "unexpected_character", f"unexpected character {text[place]!r}", {}
    if text.startswith("/*", place):
        code, message = "unclosed_comment", "a comment is not closed"
    elif text[place] == "`":
        code, message = "unclosed_name", "a name between backticks is not closed, or is empty"
    elif text[place] == '"' or text.startswith('@"', place):
        code, message = "unclosed_string", "a quote is not closed"
    elif text[place] in WRONG_QUOTES:
        code, message = "wrong_quote", "a string stands between straight double quotes"
    else:
        detail = {"found": text[place]}
        for sign in (text[place : place + 2], text[place]):
            if sign in FOREIGN_SIGNS:
                code, detail = "foreign_sign", {"found": sign, "expected": FOREIGN_SIGNS[sign]}
                break
    return FeelSyntaxError(code, message, line=line, column=column, detail=detail)


def _value(kind: str, text: str) -> str:
    if kind == "string":
        return unescape(text[1:-1])
    if kind == "at":
        return unescape(text[2:-1])
    return " ".join(text[1:-1].split()) if kind == "quoted" else text


def unescape(text: str) -> str:
    """The characters that a string literal stands for; two surrogates make one character."""
    plain = _ESCAPE.sub(_unescaped, text) if "\\" in text else text
    return characters(plain)


def _unescaped(match: re.Match[str]) -> str:
    code: str = match.group(1)
    if len(code) == 1:
        return _ESCAPED.get(code, "\\" + code)
    number = int(code[1:], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
