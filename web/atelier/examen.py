"""The files as they would be published, read, with the problems of each."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.sources import Key
from engine.suivi.atelier.proposal import propose
from web.atelier.room import address_of, house
from web.atelier.titres import names_of, title_of, titles
from web.atelier.typographie import french


@dataclass(frozen=True)
class Examined:
    """``folder`` holds the files; every file has its problems, advice included."""

    folder: Folder
    fingerprint: str
    problems: Mapping[Key, list[Problem]]

    def blocking(self, key: Key) -> list[Problem]:
        """What keeps the file from being published."""
        return [problem for problem in self.problems.get(key, ()) if not problem.is_advice]

    def advice(self, key: Key) -> list[Problem]:
        """What would make it easier to read."""
        return [problem for problem in self.problems.get(key, ()) if problem.is_advice]

    def told(self, key: Key) -> list[dict[str, Any]]:
        """The problems of a file as editors are given them."""
        return tell(self.problems.get(key, ()), names_of(self.folder.sources, key))


def examine(wanted: Collection[Key] | None) -> Examined:
    """The files in force with these drafts in their place, with every draft when None."""
    proposal = propose(g.tx, house(), wanted)
    return Examined(proposal.folder, proposal.fingerprint, proposal.problems)


def tell(problems: Iterable[Problem], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each problem in JSON, with the name of its element."""
    return [
        {
            "element": problem.element,
            "name": names.get(problem.element, ""),
            "line": problem.line,
            "message": french(problem.message),
            "advice": problem.is_advice,
        }
        for problem in problems
    ]


def elsewhere(now: Examined, key: Key) -> list[dict[str, Any]]:
    """The other files that hinder a publication as they do not in force, and by how much."""
    wrong = [other for other in now.problems if other != key and now.blocking(other)]
    if not wrong:  # what is in force need not be read
        return []
    in_force, known = examine(()), titles(now.folder)
    counts = {other: (_signs(now, other) - _signs(in_force, other)).total() for other in wrong}
    return [
        {"file": title_of(known, other), "address": address_of(other), "count": count}
        for other, count in counts.items()
        if count
    ]


def _signs(examined: Examined, key: Key) -> Counter[tuple[str, str]]:
    """Problems without their lines, which move with what is written above."""
    return Counter((problem.element, problem.message) for problem in examined.blocking(key))
