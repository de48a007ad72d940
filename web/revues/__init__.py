"""Revues: the partners' reviews, prepared, held, and their minutes."""

from web.revues import pages, seance, support, syntheses
from web.revues.room import blueprint

__all__ = ["blueprint", "pages", "seance", "support", "syntheses"]
