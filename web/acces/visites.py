"""The log of readings, told by visits: who was in which dossier, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from engine.core.calendar import paris_day
from engine.core.french import instant_fr
from engine.suivi.partage.lectures import Lecture
from web.acces.mots import objet


@dataclass(frozen=True)
class Visite:
    """Readings that follow one another: one person, one dossier, one day, one kind of access."""

    quand: str
    personne: str
    organisation: str
    reference: str
    is_exceptionnel: bool
    objets: list[str]
    """What was read, in the order of the reading, each once."""


def by_visit(lectures: Iterable[Lecture]) -> list[Visite]:
    """The same readings, the newest first: none is left out, a part read twice is told once."""
    return [_visit(list(some)) for _, some in groupby(lectures, _same)]


def _same(one: Lecture) -> tuple[object, ...]:
    return (one.personne, one.organisation, one.reference, one.is_exceptionnel, paris_day(one.le))


def _visit(read: list[Lecture]) -> Visite:
    first, last = read[-1], read[0]
    return Visite(
        _span(first.le, last.le),
        last.personne,
        last.organisation,
        last.reference,
        last.is_exceptionnel,
        list(dict.fromkeys(objet(one.objet) for one in reversed(read))),
    )


def _span(start: datetime, end: datetime) -> str:
    """« 23 novembre 2026 à 15 h 03 », then « – 15 h 11 » where it lasted."""
    told, until = instant_fr(start), instant_fr(end).split(" à ")[-1]
    return told if told.endswith(until) else f"{told} – {until}"
