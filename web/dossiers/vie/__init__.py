"""« Vie du dossier »: who follows it, what suspends it, a longer measure, how it ended."""

from web.dossiers.vie import derogations, page, referents, suspensions

__all__ = ["derogations", "page", "referents", "suspensions"]
