"""What people write by habit, of a spreadsheet, of a programming language or of French."""

from typing import Final

from engine.feel.lexer import FOREIGN_SIGNS, KEYWORDS, Token

FOREIGN_WORDS: Final = {
    "et": "and",
    "ou": "or",
    "si": "if",
    "alors": "then",
    "sinon": "else",
    "non": "not",
    "vrai": "true",
    "faux": "false",
    "is": "=",
}

Habit = tuple[str, dict[str, str], bool]
"""The code of an error, its words, and whether it is told at the token before."""


def habit(before: Token | None, token: Token, after: Token) -> Habit | None:
    """Which habit explains that ``token`` has no place between its neighbours; None if none."""
    touches = before is not None and before.end == token.start
    if before is not None and before.kind == "number":
        if token.kind == "number":
            return "number_spaced", {}, False
        if token.value == "," and touches and _follows(token, after):
            return "decimal_comma", {}, False
    if before is not None and touches and before.kind == token.kind == "symbol":
        found = before.value + token.value
        if found in FOREIGN_SIGNS:
            return "foreign_sign", {"found": found, "expected": FOREIGN_SIGNS[found]}, True
    for word in (token, before):
        meant = None if word is None else _meant(word)
        if word is not None and meant is not None:
            return "foreign_sign", {"found": word.value, "expected": meant}, word is before
    return None


def _follows(comma: Token, after: Token) -> bool:
    return after.kind == "number" and after.start == comma.end


def _meant(word: Token) -> str | None:
    """The word of FEEL that stands for a word of French, or for one in capitals."""
    plain = word.value.lower()
    if word.kind != "name" or word.value in KEYWORDS:
        return None
    return plain if plain in KEYWORDS else FOREIGN_WORDS.get(plain)
