"""A scenario file: French YAML, read strictly, so that a slip of the pen is told with its line."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.bpm.dialect.xml import Unreadable
from engine.core.calendar import PARIS
from engine.suivi.scenarios.lines import Lines, read_lines
from engine.suivi.scenarios.shape import check_step, check_top

YEARS = range(2000, 2101)
MAX_KEPT = 200


class BadScenario(ValueError):
    """The file does not follow the form of a scenario: ``line``, ``message`` say where and why."""

    def __init__(self, message: str, line: int = 1, file: str = "") -> None:
        self.message, self.line = message, line
        super().__init__(f"{file}, ligne {line} : {message}" if file else message)


@dataclass(frozen=True)
class Step:
    """``verb`` with what it is about and what goes with it; ``number`` counts from 1."""

    number: int
    verb: str
    about: Any
    content: Mapping[str, Any]
    line: int = 1


@dataclass(frozen=True)
class Scenario:
    """One story of one household."""

    file: str
    title: str
    process: str
    opener: str
    """The group of the person who opens the dossier."""
    start: datetime
    answers: Mapping[str, Any] | None
    variables: Mapping[str, Any]
    steps: tuple[Step, ...] = field(default=())
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where each part of the file begins, by its key."""
    sha256: str = ""
    """Of the file's text."""


@lru_cache(MAX_KEPT)
def parse_scenario(file: str, data: bytes) -> Scenario:
    """The scenario that ``data`` tells; BadScenario says what is not understood, and where."""
    try:
        content, lines = read_lines(data)
        return _scenario(file, check_top(content, lines), lines, hashlib.sha256(data).hexdigest())
    except Unreadable as error:
        raise BadScenario(error.problem.message, error.problem.line, file) from error


def read_scenario(path: Path) -> Scenario:
    """The scenario of a file of a folder; BadScenario."""
    return parse_scenario(path.name, path.read_bytes())


def instant(value: Any) -> datetime:
    """A day or a day and hour of Paris, as YAML gives it, in UTC; BadScenario for anything else."""
    try:
        if isinstance(value, datetime):
            moment = value
        elif isinstance(value, date):
            moment = datetime.combine(value, datetime.min.time())
        else:
            moment = datetime.fromisoformat(value)
        if moment.year in YEARS:
            return (moment if moment.tzinfo else moment.replace(tzinfo=PARIS)).astimezone(UTC)
    except (TypeError, ValueError) as error:
        told = f"« {value} » n’est" if isinstance(value, str) else "Ceci n’est"
        raise BadScenario(f"{told} pas une date, comme 2026-09-21 ou 2026-09-21 08:00.") from error
    raise BadScenario(f"L’année {moment.year} n’est pas entre {YEARS[0]} et {YEARS[-1]}.")


def plain(answers: Mapping[str, Any] | None) -> dict[str, Any]:
    """Answers as a browser sends them: a date is its ISO text."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in (answers or {}).items()
    }


def _scenario(file: str, content: dict[str, Any], lines: Lines, sha256: str) -> Scenario:
    steps = enumerate(content.get("etapes") or [], 1)
    return Scenario(
        file=file,
        title=content.get("scenario") or Path(file).stem,
        process=content["processus"],
        opener=content.get("ouvert_par") or "MDL_TS",
        start=_instant(content["debut"], lines.top["debut"], "Début"),
        answers=content.get("donnees"),
        variables=content.get("variables") or {},
        steps=tuple(_step(n, step, lines.steps[n - 1]) for n, step in steps),
        lines=lines.top,
        sha256=sha256,
    )


def _step(number: int, step: Any, line: int) -> Step:
    place = f"Étape {number}"
    verb, about, content = check_step(step, line, place)
    if verb == "avancer":
        _instant(about, line, place)
    if verb == "verifier":
        for value in (about.get("seuils") or {}).values():
            if value is not None:
                _instant(value, line, place)
    return Step(number, verb, about, content, line)


def _instant(value: Any, line: int, place: str) -> datetime:
    try:
        return instant(value)
    except BadScenario as error:
        raise Unreadable(line, f"{place} : {error}") from error
