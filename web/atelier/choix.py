"""Which drafts are meant: the page says it in its address, and in its forms."""

from collections.abc import Iterable
from typing import Any

from flask import g, request

from engine.bpm.dialect.sources import Key, SourceKind
from engine.bpm.workshop.shelf import shelf


def chosen() -> list[Key]:
    """The drafts that were chosen, of those that there are; all of them when nothing is said."""
    drafts = [item.key for item in shelf(g.tx) if item.draft]
    if "choix" not in request.values:
        return drafts
    asked = {_key(text) for text in request.values.getlist("fichier")}
    return [key for key in drafts if key in asked]


def written(key: Key) -> str:
    """A draft as an address says it."""
    return f"{key[0]}/{key[1]}"


def query(keys: Iterable[Key]) -> dict[str, Any]:
    """The choice, for an address."""
    return {"choix": 1, "fichier": [written(key) for key in keys]}


def _key(text: str) -> Key | None:
    kind, _, name = text.partition("/")
    return (SourceKind(kind), name) if kind in set(SourceKind) else None
