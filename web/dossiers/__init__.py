"""Dossiers: where each stands, what can be told to it, what was answered."""

from web.dossiers import evenements, messages, pages, reponses
from web.dossiers.room import blueprint

__all__ = ["blueprint", "evenements", "messages", "pages", "reponses"]
