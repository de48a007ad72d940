"""A scenario file: French YAML, read strictly, so that a slip of the pen is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from engine.core.calendar import PARIS

TOP = {"scenario", "processus", "ouvert_par", "debut", "donnees", "variables", "etapes"}
STEPS = {
    "realiser": {"reponses"},
    "avancer": set[str](),
    "recevoir": {"contenu"},
    "verifier": set[str](),
}
CHECKS = {"taches", "messages", "seuils", "passes", "etat", "variables"}


class BadScenario(ValueError):
    """The file does not follow the form of a scenario."""


@dataclass(frozen=True)
class Step:
    """``verb`` with what it is about and what goes with it; ``number`` counts from 1."""

    number: int
    verb: str
    about: Any
    content: Mapping[str, Any]


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


def read_scenario(path: Path) -> Scenario:
    """The scenario of a file; BadScenario says what is not understood."""
    try:
        content = yaml.safe_load(path.read_text())
    except yaml.YAMLError as error:
        raise BadScenario(f"{path.name} : YAML illisible ({error}).") from error
    if not isinstance(content, dict) or content.keys() - TOP or "processus" not in content:
        unknown = sorted(content.keys() - TOP) if isinstance(content, dict) else []
        raise BadScenario(f"{path.name} : clés inconnues ou manquantes {unknown}.")
    steps = [_step(path, n, step) for n, step in enumerate(content.get("etapes") or [], 1)]
    return Scenario(
        file=path.name,
        title=str(content.get("scenario") or path.stem),
        process=str(content["processus"]),
        opener=str(content.get("ouvert_par") or "MDL_TS"),
        start=instant(content.get("debut")),
        answers=content.get("donnees"),
        variables=content.get("variables") or {},
        steps=tuple(steps),
    )


def instant(value: Any) -> datetime:
    """A day or a day and hour of Paris, as YAML gives it, in UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=PARIS).astimezone(UTC) if value.tzinfo is None else value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=PARIS).astimezone(UTC)
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=PARIS).astimezone(UTC)
    except ValueError as error:
        raise BadScenario(f"« {value} » n’est pas une date.") from error


def plain(answers: Mapping[str, Any] | None) -> dict[str, Any]:
    """Answers as a browser sends them: a date is its ISO text."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in (answers or {}).items()
    }


def _step(path: Path, number: int, step: Any) -> Step:
    verbs = step.keys() & STEPS.keys() if isinstance(step, dict) else set()
    if len(verbs) != 1:
        raise BadScenario(f"{path.name}, étape {number} : un verbe parmi {sorted(STEPS)}.")
    verb = verbs.pop()
    others = step.keys() - {verb}
    wrong = (step[verb].keys() - CHECKS) if verb == "verifier" else (others - STEPS[verb])
    if wrong:
        raise BadScenario(f"{path.name}, étape {number} : clés inconnues {sorted(wrong)}.")
    content = next((step[key] or {} for key in others), {})
    return Step(number, verb, step[verb], content)
