"""What a page gives of a contact or a rendez-vous, and what is wrong in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import (
    CANAUX,
    LANGUES,
    LIEUX,
    PARTICIPANTS,
    PRESENCES,
    RAPPELS,
)
from engine.suivi.garde.classes import Classe
from engine.suivi.garde.textes import text_problems

MAX_TEXT = 2_000
MAX_PLACE = 200
LONGEST_MIN = 600
OLDEST = timedelta(days=3 * 366)
FURTHEST = timedelta(days=400)
Errors = dict[str, list[str]]


@dataclass(frozen=True)
class ContactGiven:
    """A contact as it was typed; None where nothing readable was."""

    jour: date | None
    canal: str
    presence: str
    duree_min: int | None = None
    participants: tuple[str, ...] = ()
    textes: Mapping[Classe, str] = field(default_factory=dict)
    """By class: at most one text each; an empty one is none."""
    numero: str | None = None
    """Made by the page: the same one sent again changes nothing."""
    rendez_vous_id: UUID | None = None
    """The rendez-vous that this contact was."""


@dataclass(frozen=True)
class RendezVousGiven:
    """A rendez-vous as it was typed; None where nothing readable was."""

    debut: datetime | None
    duree_min: int | None
    lieu: str
    precision: str = ""
    lieu_sensible: bool = False
    langue: str = ""
    """Of the interpreter to book; empty: none."""
    rappel: str = "AUCUN"
    avec_id: UUID | None = None
    """Whom to ask for; None: the actor."""


def contact_problems(tx: Transaction, given: ContactGiven) -> Errors:
    """What is wrong with a contact, by the name of its field, in French."""
    today = paris_day(tx.now)
    errors: Errors = {}
    if given.jour is None:
        errors["jour"] = ["Donnez la date du contact."]
    elif given.jour > today:
        errors["jour"] = ["Cette date est à venir : fixez plutôt un rendez-vous."]
    elif given.jour < today - OLDEST:
        errors["jour"] = ["Cette date est trop ancienne."]
    errors |= _unknown("canal", [given.canal], CANAUX)
    errors |= _unknown("presence", [given.presence], PRESENCES)
    errors |= _unknown("participants", given.participants, PARTICIPANTS)
    if given.duree_min is not None and not 1 <= given.duree_min <= LONGEST_MIN:
        errors["duree_min"] = [f"La durée va de 1 à {LONGEST_MIN} minutes."]
    for classe, text in given.textes.items():
        problems = text_problems(text, MAX_TEXT)
        if problems:
            errors[f"texte_{classe}"] = problems
    return errors


def rendez_vous_problems(tx: Transaction, given: RendezVousGiven) -> Errors:
    """What is wrong with a rendez-vous to come, by the name of its field, in French."""
    errors: Errors = {}
    if given.debut is None:
        errors["debut"] = ["Donnez le jour et l’heure du rendez-vous."]
    elif not tx.now < given.debut <= tx.now + FURTHEST:
        errors["debut"] = ["Le rendez-vous est à venir, dans l’année."]
    if given.duree_min is None or not 5 <= given.duree_min <= LONGEST_MIN:
        errors["duree"] = [f"La durée va de 5 à {LONGEST_MIN} minutes."]
    errors |= _unknown("lieu", [given.lieu], LIEUX)
    errors |= _unknown("rappel", [given.rappel], RAPPELS)
    if given.langue:
        errors |= _unknown("langue", [given.langue], LANGUES)
    problems = text_problems(given.precision, MAX_PLACE)
    if problems:
        errors["precision"] = problems
    return errors


def _unknown(name: str, given: Iterable[str], known: Mapping[str, str]) -> Errors:
    chosen = list(given)
    is_sound = all(one in known for one in chosen) and len(set(chosen)) == len(chosen)
    return {} if is_sound else {name: ["Choisissez parmi les réponses proposées."]}
