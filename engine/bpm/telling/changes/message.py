"""What changed in a message template: its four lines, before and after."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.bpm.dialect.sources import Sources
from engine.bpm.dialect.templates import FIELDS, Urgency
from engine.bpm.telling.changes.model import Change

WHAT: Final[Mapping[str, str]] = {
    "libelle": "Nom dans les listes",
    "objet": "Objet du courriel",
    "texte": "Texte",
    "urgence": "Urgence",
}
URGENCIES: Final[Mapping[str, str]] = {
    Urgency.DANGER: "danger",
    Urgency.LEGAL: "date limite",
    Urgency.ORDINARY: "ordinaire",
}


def messages_apart(
    name: str, before: Sources, after: Sources, _words: Mapping[str, str]
) -> Iterator[Change]:
    """A line a field that is not what it was."""
    old, new = before.templates.get(name), after.templates.get(name)
    for field in FIELDS:
        was, now = (getattr(one, field) if one else "" for one in (old, new))
        if was != now:
            yield Change("", name, WHAT[field], _told(field, was), _told(field, now))


def _told(field: str, text: str) -> str:
    return URGENCIES.get(text, text) if field == "urgence" else text
