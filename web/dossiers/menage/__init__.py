"""A dossier's household: opened first, its page, and what changes it."""

from web.dossiers.menage import (
    coordonnees,
    croisements,
    doublons,
    liste,
    ouverture,
    page,
    personnes,
    referent,
    situations,
)

__all__ = [
    "coordonnees",
    "croisements",
    "doublons",
    "liste",
    "ouverture",
    "page",
    "personnes",
    "referent",
    "situations",
]
