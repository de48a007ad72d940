"""L’atelier: where process owners change the files of the house, and publish them."""

from web.atelier import (
    actions,
    archives,
    contexte,
    depot,
    editeurs,
    epreuves,
    fichiers,
    messages,
    pages,
    publication,
    publications,
    scenarios,
)
from web.atelier.room import blueprint

__all__ = [
    "actions",
    "archives",
    "blueprint",
    "contexte",
    "depot",
    "editeurs",
    "epreuves",
    "fichiers",
    "messages",
    "pages",
    "publication",
    "publications",
    "scenarios",
]
