"""Sentences of the workshop: who saved what and when, and what was refused."""

from collections.abc import Mapping
from datetime import datetime

from flask import g

from engine.bpm.dialect.sources import Key
from engine.bpm.workshop.shelf import DraftInfo
from engine.core.calendar import paris_day
from engine.core.errors import EngineError
from engine.core.french import NBSP, hour_fr, instant_fr
from web.errors import sentence_of

KEEP = "Téléchargez votre version, rechargez la page, puis reportez vos changements."


def when(moment: datetime) -> str:
    """« à 14 h 05 » today, « le 1er septembre 2026 à 14 h 05 » otherwise."""
    is_today = paris_day(moment) == paris_day(g.tx.now)
    return f"à {hour_fr(moment)}" if is_today else f"le {instant_fr(moment)}"


def changed(error: EngineError) -> str:
    """Who was faster; the file may also have been published or given up since it was read."""
    author, at = error.context.get("author"), error.context.get("at")
    if at is None:
        return (
            "Ce fichier a changé depuis que vous l’avez ouvert"
            f"{NBSP}: son brouillon a été publié ou abandonné."
        )
    return f"{author or 'Le programme'} a enregistré ce fichier {when(at)}."


def refused(error: EngineError) -> str:
    """A refusal about one file, in a sentence; with its line where the file has one."""
    if error.code == "draft_changed":
        return changed(error)
    if error.code == "file_refused":
        line, message = error.context["line"], error.context["message"]
        return f"Ligne {line}{NBSP}: {message}" if line > 1 else str(message)
    return sentence_of(error)


def author_of(draft: DraftInfo) -> str:
    """Who wrote a draft; the worker and the commands have no name."""
    return draft.author or "le programme"


def listed(keys: list[Key], known: Mapping[Key, str]) -> str:
    """« Mesure », « Relais » et « Clôture »."""
    told = [f"«{NBSP}{known.get(key, key[1])}{NBSP}»" for key in keys]
    return " et ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
