"""The accompagnement of a dossier: its journal, visits, rendez-vous, and what goes on paper."""

from web.dossiers.accompagnement import (
    agenda,
    contacts,
    headers,
    journal,
    notes,
    papier,
    rendez_vous,
    visite,
)

__all__ = [
    "agenda",
    "contacts",
    "headers",
    "journal",
    "notes",
    "papier",
    "rendez_vous",
    "visite",
]
