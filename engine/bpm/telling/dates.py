"""Dates and delays told from their FEEL, as far as it is of the common forms.

jour ouvre precedent(date_entree + duration("P9M"))
« 9 mois après l’accord du ménage, avancé au jour ouvré précédent »
"""

import re
from dataclasses import dataclass
from typing import Final

from engine.bpm.telling.texts import NAME, bare, call_of, cut, items_of, text_of
from engine.bpm.telling.vocabulary import Vocabulary
from engine.core.french import NBSP, plural

DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?)?")
UNITS: Final = ("an", "mois", "semaine", "jour", "heure")
HOUR: Final = re.compile(r"(\d\d):(\d\d)(?::00)?(?:@.*)?")
OR_ELSE: Final = re.compile(r"if (.+?) = null then (.+) else (.+)", re.DOTALL)
WORKING: Final = {
    "ajouter jours ouvres": "jour ouvré",
    "ajouter jours ouvrables": "jour ouvrable",
}
MOVED: Final = {
    "jour ouvre precedent": ", avancé au jour ouvré précédent",
    "jour ouvre suivant": ", reporté au jour ouvré suivant",
}


@dataclass(frozen=True)
class Moment:
    """A date told. ``is_point``: a named one, that « après » may follow."""

    told: str
    is_point: bool = False

    def alone(self) -> str:
        """The moment as a sentence of its own."""
        return f"{_at(self.told)}" if self.is_point else self.told


def tell_date(text: str, vocabulary: Vocabulary, here: str) -> str:
    """What a date expression says, empty when it cannot be told; ``here`` is what today() is."""
    moment = _moment(bare(text), vocabulary, here)
    return moment.alone() if moment else ""


def tell_dates(text: str, vocabulary: Vocabulary, here: str) -> list[tuple[str, str]]:
    """Each item of a list of dates: its text, and what it says."""
    items = items_of(text)
    return [(item, tell_date(item, vocabulary, here)) for item in items or [text]]


def tell_duration(text: str) -> str:
    """« 15 jours », « 1 an et 6 mois »; empty for what is not a plain ISO duration."""
    found = DURATION.fullmatch(text)
    counts = [int(count or 0) for count in found.groups()] if found else []
    parts = [plural(n, unit) for n, unit in zip(counts, UNITS, strict=False) if n]
    return " et ".join(parts)


def _moment(text: str, vocabulary: Vocabulary, here: str) -> Moment | None:
    if NAME.fullmatch(text):
        told = vocabulary.date(text)
        return Moment(told, is_point=True) if told else None
    if found := OR_ELSE.fullmatch(text):
        return _or_else(found, vocabulary, here)
    parts = cut(text, " + ", " - ")
    if len(parts) > 1:
        return _moved(parts, vocabulary, here)
    called = call_of(text)
    return _called(*called, vocabulary, here) if called else None


def _called(name: str, given: list[str], vocabulary: Vocabulary, here: str) -> Moment | None:
    if (name, given) == ("today", []):
        return Moment(here, is_point=True)
    if name == "min" and len(given) == 2:
        return _no_later(given, vocabulary, here)
    first = _moment(bare(given[0]), vocabulary, here) if given else None
    if first is None:
        return None
    if name in WORKING and given[1:2] and given[1].isdecimal():
        return _after(plural(int(given[1]), WORKING[name]), first)
    if name in MOVED:
        return Moment(first.alone() + MOVED[name])
    if name == "date and time" and len(given) == 2 and (hour := _hour(given[1])):
        return Moment(f"{first.alone()}, {hour}")
    return None


def _moved(parts: list[str], vocabulary: Vocabulary, here: str) -> Moment | None:
    """A date, plus or less one duration after another."""
    moment = _moment(bare(parts[0]), vocabulary, here)
    for part in parts[1:]:
        called = call_of(part[2:])
        written = text_of(called[1][0]) if called and called[0] == "duration" else None
        length = tell_duration(written or "")
        if moment is None or not length:
            return None
        moment = _after(length, moment, "après" if part.startswith("+") else "avant")
    return moment


def _after(length: str, moment: Moment, side: str = "après") -> Moment | None:
    if moment.is_point:
        return Moment(f"{length} {side} {moment.told}")
    return Moment(f"{moment.told}, {'plus' if side == 'après' else 'moins'} {length}")


def _or_else(found: re.Match[str], vocabulary: Vocabulary, here: str) -> Moment | None:
    """``if x = null then y else x``: x or, failing it, y."""
    if found[1].strip() != found[3].strip():
        return None
    first = _moment(bare(found[1]), vocabulary, here)
    other = _moment(bare(found[2]), vocabulary, here)
    if first is None or other is None or not first.is_point:
        return None
    if other.is_point:
        return Moment(f"{first.told} ou, à défaut, {other.told}", is_point=True)
    return Moment(f"{first.alone()} ou, à défaut, {other.told}")


def _no_later(given: list[str], vocabulary: Vocabulary, here: str) -> Moment | None:
    first, last = (_moment(bare(one), vocabulary, here) for one in given)
    if first is None or last is None:
        return None
    if last.is_point:
        return Moment(f"{first.alone()}, sans dépasser {last.told}")
    return Moment(f"au plus tôt{NBSP}: {first.alone()}, ou {last.alone()}")


def _hour(text: str) -> str:
    called = call_of(text)
    written = text_of(called[1][0]) if called and called[0] == "time" and called[1] else None
    found = HOUR.fullmatch(written or "")
    if not found:
        return ""
    minutes = "" if found[2] == "00" else f"{NBSP}{found[2]}"
    return f"à {int(found[1])}{NBSP}h{minutes}"


def _at(told: str) -> str:
    return f"au {told[3:]}" if told.startswith("le ") else f"à {told}"
