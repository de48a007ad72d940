"""Where a rule comes from, read in what its author wrote: « … Origine : à confirmer. »"""

import re
from typing import Final

from engine.bpm.telling.model import Mark, Origin
from engine.bpm.telling.vocabulary import sentence

ORIGIN: Final = re.compile(r"Origine\s*:\s*(.+?)\s*\.?\s*$", re.DOTALL)
CODES: Final = {"A_CONFIRMER": "à confirmer", "FICHE_PROJET": "fiche projet", "LOI": "loi"}
MARKS: Final = {
    Mark.PROJECT: re.compile(r"fiche projet"),
    Mark.LAW: re.compile(r"\bloi\b"),
    Mark.TO_CONFIRM: re.compile(r"à confirmer"),
}


def in_words(text: str) -> str:
    """The codes of origins, in a text read as a whole, as words with a capital."""
    for code, word in CODES.items():
        text = re.sub(rf"\b{code}\b", sentence(word), text)
    return text


def read_origin(documentation: str) -> Origin:
    """The origin and its marks; a doubt told anywhere in the text counts as one."""
    told = documentation
    for code, word in CODES.items():
        told = told.replace(code, word)
    found = ORIGIN.search(told)
    text = found[1] if found else ""
    note = told[: found.start()].strip() if found else told
    marks = [
        mark
        for mark, pattern in MARKS.items()
        if pattern.search(told if mark is Mark.TO_CONFIRM else text)
    ]
    return Origin(text, tuple(marks), note)
