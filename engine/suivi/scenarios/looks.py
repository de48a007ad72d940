"""What `verifier` looks at: each tells in French how what is seen differs, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from engine.suivi.scenarios.read import instant
from engine.suivi.scenarios.shape import STATES
from engine.suivi.scenarios.stage import Stage
from engine.suivi.scenarios.words import Words, differences, joined, moment, state

Listed = Sequence[str] | None


def _tasks(stage: Stage, expected: Listed) -> str:
    return _compared(stage, stage.tasks(), expected, TASKS, Words.element)


def _messages(stage: Stage, expected: Listed) -> str:
    return _compared(stage, stage.new_messages(), expected, MESSAGES, Words.notice)


def _passed(stage: Stage, expected: Listed) -> str:
    return _compared(stage, stage.passed(), expected, PASSED, Words.element)


def _compared(
    stage: Stage,
    found: Sequence[str],
    expected: Listed,
    parts: tuple[str, str],
    name: Callable[[Words, str], str],
) -> str:
    more, less = differences(found, expected or [])
    if not more and not less:
        return ""
    words = stage.words()
    told = [
        f"{part} : {', '.join(name(words, one) for one in some)}."
        for part, some in zip(parts, (more, less), strict=True)
        if some
    ]
    return joined(told)


def _timers(stage: Stage, expected: Mapping[str, Any] | None) -> str:
    found, told = stage.timers(), []
    for name, value in (expected or {}).items():
        here = found.get(name)
        wanted = None if value is None else instant(value)
        if here != wanted:
            told.append(f"l’échéance {stage.words().element(name)} {_due(here, wanted)}.")
    return joined(told)


def _due(here: datetime | None, wanted: datetime | None) -> str:
    if here is None:
        return f"n’est pas attendue le {moment(wanted)}" if wanted else ""
    return f"est attendue le {moment(here)}" + (f", et non le {moment(wanted)}" if wanted else "")


def _status(stage: Stage, expected: str) -> str:
    found = stage.status()
    if found == STATES[expected]:
        return ""
    return f"le dossier est {state(found)}, et non {state(expected)}."


def _variables(stage: Stage, expected: Mapping[str, Any] | None) -> str:
    found = stage.variables() if expected else {}
    wrong = {n: v for n, v in (expected or {}).items() if found.get(n) != v}
    if not wrong:
        return ""
    words = stage.words()
    return joined(
        f"{words.variable(name)} vaut {words.value(name, found.get(name))},"
        f" et non {words.value(name, wanted)}."
        for name, wanted in wrong.items()
    )


TASKS: Final = ("tâche ouverte, mais non attendue", "tâche attendue, mais pas ouverte")
MESSAGES: Final = ("message transmis, mais non attendu", "message attendu, mais pas transmis")
PASSED: Final = ("échéance déjà passée, mais non attendue", "échéance attendue comme passée")
LOOKS: Final[Mapping[str, Callable[[Stage, Any], str]]] = {
    "taches": _tasks,
    "messages": _messages,
    "seuils": _timers,
    "passes": _passed,
    "etat": _status,
    "variables": _variables,
}
