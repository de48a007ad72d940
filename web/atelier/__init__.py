"""L’atelier: where process owners change the files of the house, and publish them."""

from web.atelier import (
    archives,
    contexte,
    depot,
    editeurs,
    epreuves,
    fichiers,
    pages,
    publication,
    publications,
    scenarios,
)
from web.atelier.room import blueprint

__all__ = [
    "archives",
    "blueprint",
    "contexte",
    "depot",
    "editeurs",
    "epreuves",
    "fichiers",
    "pages",
    "publication",
    "publications",
    "scenarios",
]
