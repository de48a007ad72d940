"""Regular expressions, computed by RE2: time grows with the text only, no pattern is a trap.

FEEL's patterns are those of XPath (DMN 1.5, 10.3.4.3). They are rewritten for RE2, which has
no back-references, no subtraction of classes and no Unicode blocks: these give null.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

import re2

from engine.feel.errors import FeelLimitError
from engine.feel.limits import MAX_PATTERN, spend

MAX_PROGRAM_BYTES: Final = 1 << 20
# What RE2 costs, in steps, measured: a step for each instruction that it compiles, then for each
# character at worst each place of the pattern is tried. A class such as \\w is one place, however
# long its program.
COMPILING_STEPS: Final = 40
TRIES_PER_STEP: Final = 40
CHARACTERS_PER_STEP: Final = 4
MATCH_STEPS: Final = 8
PIECES_PER_STEP: Final = 4

# XPath's classes are Unicode's, RE2's are those of ASCII: é is a \w.
CLASSES: Final = {
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{M}\p{N}\p{S}",
    "W": r"\p{P}\p{Z}\p{C}",
    "i": r"\p{L}_:",
    "c": r"\p{L}\p{N}_:.\-·",
    "s": r" \t\n\r",
}
BLOCKS: Final = {
    r"\p{IsBasicLatin}": r"[\x00-\x7F]",
    r"\p{IsLatin-1Supplement}": r"[\x{80}-\x{FF}]",
}
PLAIN_ESCAPES: Final = frozenset("nrt\\|.-^?*+{}()[]$DSpP")
_PIECE = re.compile(r"\\p\{Is[^}]*\}|\\(?P<escaped>.)|.", re.DOTALL)
_CLASS = re.compile(r"\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\.|\.", re.DOTALL)
_GROUP = re.compile(r"\\(.)|\$(\d)|([$\\])", re.DOTALL)


def compiled(pattern: str, flags: str | None, text: str) -> Any | None:
    """The pattern, ready to be used on this text; null if the pattern or a flag is wrong."""
    if len(pattern) > MAX_PATTERN:
        raise FeelLimitError("pattern_too_long", f"a pattern of more than {MAX_PATTERN} characters")
    found = _compile(pattern, "".join(sorted(set(flags or ""))))
    if found is None:
        return None
    expression, places = found
    spend(1 + len(text) // CHARACTERS_PER_STEP + len(text) * places // TRIES_PER_STEP)
    return expression


def each_match(expression: Any, text: str) -> Iterator[Any]:
    """The matches of a pattern in a text, one after another, each for its price."""
    for match in expression.finditer(text):
        spend(MATCH_STEPS)
        yield match


@lru_cache(maxsize=256)
def _compile(pattern: str, flags: str) -> tuple[Any, int] | None:
    """The compiled pattern and how many places it has; null if the pattern or a flag is wrong."""
    spend(COMPILING_STEPS)
    if not set(flags) <= set("smixq"):
        return None
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_PROGRAM_BYTES
    options.literal = "q" in flags
    options.case_sensitive = "i" not in flags
    source: str | None = pattern
    if not options.literal:
        source = _rewritten(_without_space(pattern) if "x" in flags else pattern)
        inline = "".join(flag for flag in flags if flag in "sm")
        source = f"(?{inline}){source}" if inline and source is not None else source
    try:
        if source is None:
            return None
        expression = re2.compile(source, options)
        spend(expression.programsize)
        return expression, re2.compile(_CLASS.sub("a", source), options).programsize
    except re2.error as error:
        if b"too large" in error.args[0]:
            message = "a pattern that would be compiled to too long a program"
            raise FeelLimitError("pattern_too_long", message) from None
        return None


def _without_space(pattern: str) -> str:
    """The pattern under the flag x: white space counts in a class only."""
    kept, in_class = [], False
    for character in pattern:
        if character in "[]":
            in_class = character == "["
        if in_class or not character.isspace():
            kept.append(character)
    return "".join(kept)


def _rewritten(pattern: str) -> str | None:
    """The pattern in the language of RE2; null for an escape that XPath does not have."""
    pieces: list[str] = []
    in_class = False
    for match in _PIECE.finditer(pattern):
        piece, escaped = match.group(), match["escaped"]
        if escaped is not None:
            if escaped in CLASSES:
                piece = CLASSES[escaped] if in_class else f"[{CLASSES[escaped]}]"
            elif escaped not in PLAIN_ESCAPES:
                return None
        elif piece in "[]":
            in_class = piece == "["
        elif len(piece) > 1:
            if piece not in BLOCKS:
                return None
            piece = BLOCKS[piece]
        pieces.append(piece)
    return "".join(pieces)


def replacement_of(text: str, groups: int) -> Callable[[Any], str] | str | None:
    """What each match is replaced by: ``$1`` is a group, ``\\$`` and ``\\\\`` are themselves.

    Any other use of these two characters is an error, as in XPath: null.
    """
    if "$" not in text and "\\" not in text:
        return text
    for found in _GROUP.finditer(text):
        if found[3] or (found[1] and found[1] not in "$\\"):
            return None

    pieces = _pieces(text, groups)
    used = {one: int(one[1]) for one in pieces if one[:1] == "$" and len(one) > 1}

    def replacement(match: Any) -> str:
        spend(len(pieces) // PIECES_PER_STEP)
        values = {name: match.group(group) or "" for name, group in used.items()}
        return "".join(values.get(one, one) for one in pieces)

    return replacement


def _pieces(text: str, groups: int) -> list[str]:
    """A replacement taken apart once: what stands as it is, and the groups that exist."""
    pieces: list[str] = []
    end = 0
    for found in _GROUP.finditer(text):
        pieces.append(text[end : found.start()])
        if found[1]:
            pieces.append(found[1])
        elif int(found[2]) <= groups:
            pieces.append(found[0])
        end = found.end()
    return [*filter(None, pieces), text[end:]]
