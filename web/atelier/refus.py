"""What hinders a publication, file by file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.sources import Key
from engine.core.errors import EngineError
from web.atelier.examen import Examined, tell
from web.atelier.room import address_of, key_of
from web.atelier.titres import names_of, title_of


@dataclass(frozen=True)
class Hindered:
    """A file, where it is mended, and what is told of it."""

    title: str
    address: str
    problems: list[dict[str, Any]]


def told_problems(refusal: EngineError) -> list[Hindered]:
    """The problems for which a publication was refused, by file."""
    found: Mapping[str, list[Problem]] = refusal.context.get("problems", {})
    told = []
    for name, problems in found.items():
        kind, _, name = name.partition("/")
        key = key_of(kind, name)
        told.append(Hindered(title_of({}, key), address_of(key), tell(problems, {})))
    return told


def hindered(examined: Examined, known: Mapping[Key, str], *, advice: bool) -> list[Hindered]:
    """The files with problems that block, or with advice alone."""
    found = []
    for key in examined.problems:
        problems = examined.advice(key) if advice else examined.blocking(key)
        if problems:
            names = names_of(examined.folder.sources, key)
            row = Hindered(title_of(known, key), address_of(key), tell(problems, names))
            found.append(row)
    return found
