"""The comma of a French decimal, which FEEL reads as « or »."""

import re
from typing import Final

PART: Final = re.compile(
    r"""
    (?P<skipped> "(?:\\.|[^"\\])*" | `[^`]*` | //[^\n]* | /\*.*?\*/ )
    | (?P<opening> [\[({] ) | (?P<closing> [\])}] )
    | (?<![\w.]) (?P<number> \d+,\d+ ) (?![\w.])
    """,
    re.VERBOSE | re.DOTALL,
)
NOT: Final = re.compile(r"\s*not\s*\(")


def french_decimal(text: str) -> str:
    """What looks like one in a cell that is FEEL: ``450,5`` of ``< 450,5``; else empty.

    Inside parentheses or brackets, the comma separates arguments or items: a decimal there
    cannot be read, or is none. ``not( … )`` holds a list like the cell's own.
    """
    depth = -1 if NOT.match(text) else 0
    for part in PART.finditer(text):
        depth += bool(part["opening"]) - bool(part["closing"])
        if part["number"] and depth == 0:
            return part["number"]
    return ""
