"""The form of a scenario: which keys there are, and what each holds. Dates are read elsewhere."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from engine.bpm.dialect.xml import Unreadable
from engine.suivi.scenarios.lines import Lines

STATES: Final = {"en_cours": "active", "termine": "ended", "annule": "cancelled"}
"""What `etat` may say, and the status of the case that it means."""
STEPS: Final = {
    "realiser": {"reponses"},
    "avancer": set[str](),
    "recevoir": {"contenu"},
    "verifier": set[str](),
}
MAX_STEPS: Final = 500
DATED: Final = ("avancer", "verifier")
"""The verbs that do not name a step or an event."""


def check_top(content: Any, lines: Lines) -> dict[str, Any]:
    """The content of a scenario, unchanged; Unreadable for a key unknown, missing or ill given."""
    if not isinstance(content, dict):
        raise Unreadable(1, "Un scénario dit « scenario », « processus » et « debut ».")
    if unknown := sorted(map(str, content.keys() - KINDS.keys())):
        raise Unreadable(lines.top.get(unknown[0], 1), f"La clé « {unknown[0]} » est inconnue.")
    for key in ("processus", "debut"):
        if content.get(key) is None:
            raise Unreadable(lines.top.get(key, 1), f"« {key} » manque.")
    for key, (is_right, what) in KINDS.items():
        if content.get(key) is not None and not is_right(content[key]):
            raise Unreadable(lines.top.get(key, 1), f"« {key} » est {what}.")
    if len(content.get("etapes") or ()) > MAX_STEPS:
        raise Unreadable(lines.top["etapes"], f"Plus de {MAX_STEPS} étapes.")
    return content


def check_step(step: Any, line: int, place: str) -> tuple[str, Any, Mapping[str, Any]]:
    """The verb of a step, what it is about, what goes with it; Unreadable, told with ``place``."""
    verbs = step.keys() & STEPS.keys() if isinstance(step, dict) else set()
    if len(verbs) != 1:
        raise Unreadable(line, f"{place} : un verbe parmi {', '.join(STEPS)}.")
    verb = verbs.pop()
    if others := sorted(map(str, step.keys() - {verb} - STEPS[verb])):
        raise Unreadable(line, f"{place} : « {others[0]} » ne va pas avec « {verb} ».")
    about, content = step[verb], next((step[k] for k in step.keys() - {verb}), None)
    if not _is_named(content):
        raise Unreadable(line, f"{place} : les réponses s’écrivent « champ: réponse ».")
    if verb == "verifier":
        _check_looks(about, line, place)
    elif verb not in DATED and not _is_text(about):
        raise Unreadable(line, f"{place} : « {verb} » nomme une étape ou un événement.")
    return verb, about, content or {}


def _check_looks(about: Any, line: int, place: str) -> None:
    if not isinstance(about, dict) or not about:
        raise Unreadable(line, f"{place} : « verifier » parmi {', '.join(LOOKS)}.")
    for subject, expected in about.items():
        if subject not in LOOKS:
            raise Unreadable(line, f"{place} : « verifier » ne connaît pas « {subject} ».")
        is_right, what = LOOKS[subject]
        if not is_right(expected):
            raise Unreadable(line, f"{place} : « {subject} » attend {what}.")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_state(value: Any) -> bool:
    return isinstance(value, str) and value in STATES


def _are_texts(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(map(_is_text, value)))


def _are_told(value: Any) -> bool:
    return _are_texts(value) and all(" -> " in one for one in value or ())


def _is_named(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and all(map(_is_text, value)))


Kind = tuple[Callable[[Any], bool], str]
KINDS: Final[Mapping[str, Kind]] = {
    "scenario": (_is_text, "un texte"),
    "processus": (_is_text, "l’identifiant d’un processus"),
    "ouvert_par": (_is_text, "le code d’un métier"),
    "debut": (lambda _: True, "une date"),
    "donnees": (_is_named, "une liste de « champ: réponse »"),
    "variables": (_is_named, "une liste de « variable: valeur »"),
    "etapes": (lambda value: isinstance(value, list), "une liste d’étapes, une par tiret"),
}
LOOKS: Final[Mapping[str, Kind]] = {
    "taches": (_are_texts, "une liste d’étapes, comme [visite, mediation]"),
    "messages": (_are_told, "une liste de « modele -> METIER »"),
    "seuils": (_is_named, "une liste de « échéance: date »"),
    "passes": (_are_texts, "une liste d’échéances"),
    "etat": (_is_state, f"un état parmi {', '.join(STATES)}"),
    "variables": (_is_named, "une liste de « variable: valeur »"),
}
