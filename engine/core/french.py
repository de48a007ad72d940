"""Counts, days and instants as they are said in French, on screen and on paper."""

from datetime import date, datetime

from babel.dates import format_date

from engine.core.calendar import PARIS, paris_day

NBSP = "\u00a0"


def plural(count: int, words: str) -> str:
    """« 1 jour ouvré », « 15 jours ouvrés », « 2 mois », « 0 jour »."""
    if count > 1:
        words = " ".join(word if word.endswith("s") else f"{word}s" for word in words.split())
    return f"{count}{NBSP}{words}"


def day_fr(day: date | datetime | None, pattern: str = "d MMMM y") -> str:
    """« 1er septembre 2026 », the day in Paris; nothing for no date."""
    if day is None:
        return ""
    day = paris_day(day) if isinstance(day, datetime) else day
    text = format_date(day, pattern, locale="fr_FR")
    return f"1er{text[1:]}" if day.day == 1 and text.startswith("1 ") else text


def instant_fr(moment: datetime) -> str:
    """« 1er septembre 2026 à 14 h 05 », Paris time."""
    return f"{day_fr(paris_day(moment))} à {hour_fr(moment)}"


def hour_fr(moment: datetime) -> str:
    """« 14 h 05 », Paris time."""
    local = moment.astimezone(PARIS)
    minutes = f"{NBSP}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{NBSP}h{minutes}"
