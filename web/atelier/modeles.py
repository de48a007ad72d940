"""What a new file begins with: the least that holds together."""

import json
import re
import unicodedata
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from engine.bpm.dialect.sources import SourceKind

MODELS = Path(__file__).parent / "modeles"
LONGEST, LONGEST_TITLE = 60, 120
JOINED = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": " ", "'": " "})


def new_file(kind: SourceKind, name: str, title: str) -> bytes:
    """The text of a new file of that name."""
    model = Template((MODELS / f"nouveau.{kind}").read_text())
    return model.substitute(name=name, title=_written(kind, title)).encode()


def name_from(title: str, kind: SourceKind) -> str:
    """« Reprise d’un dossier » is named `reprise_d_un_dossier`; a decision in capitals."""
    parts = unicodedata.normalize("NFD", title.translate(JOINED))
    plain = re.sub(r"[^A-Za-z0-9]+", "_", "".join(c for c in parts if not unicodedata.combining(c)))
    name = plain.strip("_").lower()[:LONGEST].strip("_")
    name = f"n_{name}" if name[:1].isdigit() else name
    return name.upper() if kind is SourceKind.DECISION else name


def _written(kind: SourceKind, title: str) -> str:
    """The title as that kind of text holds it."""
    if kind in (
        SourceKind.FORM,
        SourceKind.SCENARIO,
        SourceKind.MESSAGE,
    ):  # a JSON text is a YAML text too
        return json.dumps(title, ensure_ascii=False)[1:-1]
    return escape(title, {'"': "&quot;"})
