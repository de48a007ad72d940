"""What a page gives of a project, and what is wrong in it, in French by the name of its field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.garde.textes import text_problems
from engine.suivi.projets.codes import (
    LANGUES_RESUME,
    RESPONSABLES,
    STATUTS_ACTION,
    STATUTS_OBJECTIF,
    THEMES,
)
from engine.suivi.projets.contenu import TEXTES

MAX_LIBELLE = 300
MAX_TEXTE = 2_000
OLDEST = timedelta(days=3 * 366)
FURTHEST = timedelta(days=3 * 366)
CHOOSE = "Choisissez parmi les réponses proposées."
Errors = dict[str, list[str]]


@dataclass(frozen=True)
class ObjectifGiven:
    """An objective as it was typed."""

    theme: str
    libelle: str
    cible: str = ""
    echeance: date | None = None
    statut: str = "A_FAIRE"
    is_day_read: bool = True
    """False for a day that nobody could read."""


@dataclass(frozen=True)
class ActionGiven:
    """What somebody does, as it was typed."""

    responsable: str
    libelle: str
    echeance: date | None = None
    statut: str = "PLANIFIEE"
    is_day_read: bool = True


@dataclass(frozen=True)
class BrouillonGiven:
    """The texts of a draft as they were typed, by the names of `contenu.TEXTES`."""

    textes: Mapping[str, str] = field(default_factory=dict)
    langue_resume: str = ""
    langue_simple: bool = False
    debut: date | None = None
    fin: date | None = None
    unread: Collection[str] = ()
    """The names of the days that nobody could read."""


def objectif_problems(tx: Transaction, given: ObjectifGiven) -> Errors:
    """What is wrong with an objective."""
    errors = _unknown("theme", given.theme, THEMES)
    errors |= _unknown("statut", given.statut, STATUTS_OBJECTIF)
    errors |= _texts({"libelle": given.libelle, "cible": given.cible}, MAX_LIBELLE)
    if not given.libelle.strip():
        errors["libelle"] = ["Dites ce que le ménage veut réussir."]
    return errors | _day(tx, given.echeance, given.is_day_read)


def action_problems(tx: Transaction, given: ActionGiven) -> Errors:
    """What is wrong with an action."""
    errors = _unknown("responsable", given.responsable, RESPONSABLES)
    errors |= _unknown("statut", given.statut, STATUTS_ACTION)
    errors |= _texts({"libelle": given.libelle}, MAX_LIBELLE)
    if not given.libelle.strip():
        errors["libelle"] = ["Dites ce qui sera fait."]
    return errors | _day(tx, given.echeance, given.is_day_read)


def brouillon_problems(tx: Transaction, given: BrouillonGiven) -> Errors:
    """What is wrong with the texts and the days of a draft."""
    errors = _texts({name: given.textes.get(name, "") for name in TEXTES}, MAX_TEXTE)
    if given.langue_resume:
        errors |= _unknown("langue_resume", given.langue_resume, LANGUES_RESUME)
    elif given.textes.get("resume", "").strip():
        errors["langue_resume"] = ["Dites dans quelle langue est le résumé."]
    for name in ("debut", "fin"):
        told = _day(tx, getattr(given, name), name not in given.unread)
        if told:
            errors[name] = told["echeance"]
    if given.debut and given.fin and given.fin <= given.debut:
        errors["fin"] = ["La fin vient après le début."]
    return errors


def _unknown(name: str, given: str, known: Collection[str]) -> Errors:
    return {} if given in known else {name: [CHOOSE]}


def _texts(texts: Mapping[str, str], at_most: int) -> Errors:
    told = {name: text_problems(text, at_most) for name, text in texts.items()}
    return {name: problems for name, problems in told.items() if problems}


def _day(tx: Transaction, day: date | None, is_read: bool) -> Errors:
    if not is_read:
        return {"echeance": ["Cette date ne se lit pas. Écrivez par exemple 31/12/2026."]}
    today = paris_day(tx.now)
    if day is not None and not today - OLDEST <= day <= today + FURTHEST:
        return {"echeance": ["Cette date est trop loin d’aujourd’hui."]}
    return {}
