"""Strings are Unicode characters, whatever Python lets stand in its own."""

import re
from typing import Final

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def characters(text: str) -> str:
    """The text, where two surrogates make one character, and one alone is none: U+FFFD."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
