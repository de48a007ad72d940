"""Cutting a FEEL text at its outer level: enough to recognise the common forms, not to read FEEL.

The language has no tree of its texts (they compile straight to functions), and a form that is not
recognised is simply shown as it is written.
"""

import re
from collections.abc import Iterator
from typing import Final

CALL: Final = re.compile(r"([a-z][a-z ]*?)\s*\((.*)\)", re.DOTALL)
NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
TEXT: Final = re.compile(r'"([^"\\]*)"')
NAME: Final = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?", re.IGNORECASE)


def cut(text: str, *separators: str) -> list[str]:
    """The parts between separators that stand in no bracket and no quoted text.

    Two separators or more: each part but the first begins with its own.
    """
    places = [
        (at, separator)
        for at in _outer(text)
        for separator in separators
        if text.startswith(separator, at)
    ]
    parts, start = [], 0
    for at, separator in places:
        parts.append(text[start:at].strip())
        start = at if len(separators) > 1 else at + len(separator)
    return [*parts, text[start:].strip()]


def bare(text: str) -> str:
    """The text without the brackets that hold all of it."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1].strip()
    return text


def call_of(text: str) -> tuple[str, list[str]] | None:
    """The function and the arguments of a text that is one call and nothing more."""
    found = CALL.fullmatch(text.strip())
    if found is None or not _closes_last(text.strip()[len(found[1]) :].strip()):
        return None
    return found[1].strip(), cut(found[2], ",") if found[2].strip() else []


def items_of(text: str) -> list[str] | None:
    """The items of a text that is one list."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]") and _closes_last(text)):
        return None
    return cut(text[1:-1], ",") if text[1:-1].strip() else []


def text_of(text: str) -> str | None:
    """What stands between the quotes of a text that is one string."""
    found = TEXT.fullmatch(text.strip())
    return found[1] if found else None


def _outer(text: str) -> Iterator[int]:
    """The places of a text that stand in no bracket and no quoted text."""
    depth, quoted = 0, False
    for at, sign in enumerate(text):
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            depth += (sign in "([{") - (sign in ")]}")
            if depth == 0:
                yield at


def _closes_last(text: str) -> bool:
    """Whether the first bracket closes with the last sign."""
    return next(_outer(text), None) == len(text) - 1
