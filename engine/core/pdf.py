"""Tagged PDF (PDF/UA-1) by typst, with the fonts that it embeds and no other.

What people wrote is given as JSON, never as markup: nothing of it is interpreted. A character
that no embedded font can draw would make the file unreadable aloud: it becomes « � ».
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import typst

# How typst names what it cannot draw: the text « 😀 », or « \u{7} ».
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
UNKNOWN = "\ufffd"
MAX_TRIES = 60


@dataclass(frozen=True)
class Pdf:
    """A PDF; ``is_whole`` is False when some characters could not be drawn."""

    data: bytes
    is_whole: bool


def make_pdf(template: bytes, donnees: Mapping[str, Any], now: datetime) -> Pdf:
    """The PDF of a typst template that reads ``json(bytes(sys.inputs.donnees))``.

    ``donnees`` holds texts, lists, mappings, numbers and booleans; ``now`` is the instant that
    the file bears. The template reads no file.
    """
    text, is_whole = json.dumps(_readable(donnees), ensure_ascii=False), True
    for _ in range(MAX_TRIES):
        try:
            return Pdf(_compile(template, text, now), is_whole)
        except typst.TypstError as error:
            found = MISSING.search(str(error))
            if found is None:
                raise
            text, is_whole = _without(text, found[1]), False
    return Pdf(_compile(template, _latin(text), now), False)


def _readable(value: Any) -> Any:
    """The same without control characters, which no font draws."""
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {key: _readable(one) for key, one in value.items()}
    return [_readable(one) for one in value] if isinstance(value, list) else value


def _compile(template: bytes, text: str, now: datetime) -> bytes:
    data: bytes = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"donnees": text},
        pdf_standards=["ua-1"],
        timestamp=int(now.timestamp()),
    )
    return data


def _without(text: str, shown: str) -> str:
    """The data where each of these characters is replaced, wherever it stands."""
    drawn = ESCAPED.sub(lambda found: chr(int(found[1], 16)), shown)
    for character in set(drawn):
        if ord(character) > 0x7F:
            text = text.replace(character, UNKNOWN)
    return text


def _latin(text: str) -> str:
    """What is left when too many characters are missing: those of western Europe."""
    return "".join(c if ord(c) < 0x180 or c in "’«»–—…€œŒ•·" else UNKNOWN for c in text)
