"""How a failed scenario is told to a process owner: names of steps, days of the calendar."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from engine.bpm.dialect.folder import Folder
from engine.bpm.runtime.incidents import told
from engine.bpm.telling.vocabulary import Vocabulary, quoted, sentence
from engine.core.calendar import PARIS
from engine.core.errors import AnswersRefused
from engine.suivi.processes.words import WORDS
from engine.suivi.scenarios.shape import STATES

STATUSES: Final = {"active": "en cours", "ended": "terminé", "cancelled": "annulé"}
REFUSALS: Final[Mapping[str, str]] = {
    "not_allowed": "le métier de la personne ne le permet pas",
    "not_found": "le processus, ou ce qu’il nomme, n’existe pas",
    "message_not_expected": "le dossier n’attend pas cet événement",
    "task_already_closed": "cette tâche n’est plus ouverte",
    "action_failed": "l’action automatique a échoué",
    "budget_exceeded": "le processus tourne en rond",
    "decision_not_unique": "le barème donne deux réponses",
    "decision_not_same": "le barème donne deux réponses",
    "NoWayOut": "aucune des suites ne convient : il manque une condition, ou une suite par défaut",
    "NotCaught": "une erreur est lancée, et rien ne la reçoit",
    "BadTimer": "la date ou la durée ne peut pas être calculée",
    "BadCollection": "la liste à parcourir n’en est pas une",
    "NotKept": "la valeur obtenue ne peut pas être gardée",
}
MAX_VALUE: Final = 80


class Words:
    """The names that a folder gives; ``names`` tells an element's, or gives it back."""

    def __init__(self, folder: Folder, names: Mapping[str, str]) -> None:
        self.folder = folder
        self.names = names
        self.vocabulary = Vocabulary.of(folder.sources.forms.values(), WORDS)

    def element(self, element: str) -> str:
        """« Signer le projet » (signature_ppal)."""
        name = self.names.get(element, "")
        return f"{quoted(name)} ({element})" if name and name != element else quoted(element)

    def elements(self, elements: Iterable[str]) -> str:
        return ", ".join(map(self.element, elements))

    def notice(self, notice: str) -> str:
        """« Rappel à dix mois » à « Chef de service MDL », for ``modele -> METIER``."""
        template, _, group = notice.partition(" -> ")
        label = self.folder.messages.get(template, {}).get("libelle", template)
        trade = self.folder.groups.get(group, {}).get("libelle", group)
        return f"{quoted(label)} à {quoted(trade)}"

    def variable(self, variable: str) -> str:
        return f"{self.vocabulary.label(variable) or quoted(variable)} ({variable})"

    def value(self, variable: str, value: Any) -> str:
        """An answer as its form words it, a date, a number, a yes or no."""
        if isinstance(value, str) and (told := self.vocabulary.value(variable, value)):
            return told
        return plainly(value)

    def refusal(self, error: Exception) -> str:
        """Why the engine refused: each answer's problem, or what the error means."""
        if isinstance(error, AnswersRefused):
            return " ".join(
                f"{self.variable(key)} : {' '.join(found)}" for key, found in error.errors.items()
            )
        return _why(**told(error, ()))

    def incident(self, element: str, code: str, detail: str) -> str:
        """An automatic step that could not be done, and why."""
        step = self.element(element)
        return f"L’étape automatique {step} n’a pas pu se faire : {_why(code, detail)}"


def _why(code: str, detail: str) -> str:
    if detail:
        return " ; ".join(detail.split("\n"))
    return REFUSALS.get(code, f"c’est refusé ({code})")


def differences(found: Iterable[str], expected: Iterable[str]) -> tuple[list[str], list[str]]:
    """What is there and was not expected, and what was expected and is not there."""
    here, wanted = Counter(found), Counter(expected)
    return sorted((here - wanted).elements()), sorted((wanted - here).elements())


def plainly(value: Any) -> str:
    """A value in words, whatever it is, and never long."""
    if value is None:
        return "rien"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return quoted(value[:MAX_VALUE])
    if isinstance(value, list | tuple):
        return ", ".join(map(plainly, value[:MAX_VALUE])) or "rien"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} : {plainly(one)}" for key, one in value.items()) or "rien"
    try:
        return str(value)[:MAX_VALUE].replace(".", ",")
    except ValueError:  # a number of thousands of digits
        return "un nombre trop long"


def moment(instant: datetime) -> str:
    """12/03/2026 09:00, in Paris."""
    return f"{instant.astimezone(PARIS) if instant.tzinfo else instant:%d/%m/%Y %H:%M}"


def state(status: str) -> str:
    """« en cours », for a status as a scenario or as the engine says it."""
    return quoted(STATUSES.get(STATES.get(status, status), status))


def joined(told: Iterable[str]) -> str:
    """One sentence after another; the first goes on a line that has begun."""
    first, *others = [*filter(None, told), ""]
    return " ".join([first, *map(sentence, filter(None, others))])
