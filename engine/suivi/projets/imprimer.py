"""The paper of a project: a tagged PDF (PDF/UA-1) made by typst with the fonts that it embeds.

What people wrote is given as JSON, never as markup: nothing of it is interpreted. A character
that no embedded font can draw would make the file unreadable aloud: it becomes « � ».
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
TEMPLATE = HERE / "projet.typ"
# How typst names what it cannot draw: the text « 😀 », or « \u{7} ».
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
UNKNOWN = "\ufffd"
MAX_TRIES = 60
MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)


@dataclass(frozen=True)
class Imprime:
    """A PDF; ``is_whole`` is False when some characters could not be drawn."""

    data: bytes
    is_whole: bool


def print_projet(donnees: Mapping[str, Any], now: datetime) -> Imprime:
    """The PDF of what `donnees.py` gives; ``now`` is the instant that it bears."""
    text, missing = json.dumps(_readable(donnees), ensure_ascii=False), False
    for _ in range(MAX_TRIES):
        try:
            return Imprime(_compile(text, now), not missing)
        except typst.TypstError as error:
            found = MISSING.search(str(error))
            if found is None:
                raise
            text, missing = _without(text, found[1]), True
    return Imprime(_compile(_latin(text), now), False)


def jour_fr(day: str) -> str:
    """« 1er septembre 2026 » for an ISO day; empty for none."""
    if not day:
        return ""
    year, month, number = day.split("-")
    said = "1er" if number == "01" else str(int(number))
    return f"{said} {MOIS[int(month) - 1]} {year}"


def _readable(value: Any) -> Any:
    """The same without control characters, which no font draws."""
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {key: _readable(one) for key, one in value.items()}
    return [_readable(one) for one in value] if isinstance(value, list) else value


def _compile(text: str, now: datetime) -> bytes:
    data: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        root=HERE,
        ignore_system_fonts=True,
        sys_inputs={"donnees": text},
        pdf_standards="ua-1",
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
