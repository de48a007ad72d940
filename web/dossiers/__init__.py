"""Dossiers: where each stands, what can be told to it, what was answered."""

from web.dossiers import (
    accompagnement,
    dette,
    documents,
    evenements,
    menage,
    messages,
    pages,
    reponses,
)
from web.dossiers.room import blueprint

__all__ = [
    "accompagnement",
    "blueprint",
    "dette",
    "documents",
    "evenements",
    "menage",
    "messages",
    "pages",
    "reponses",
]
