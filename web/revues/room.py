"""The blueprint of reviews, and the words of their pages."""

from datetime import date
from typing import Any

from flask import Blueprint, Flask, url_for

from engine.core.errors import AnswersRefused
from engine.suivi.revues.actions import PREFIX
from engine.suivi.revues.codes import DECISIONS, ETATS, RAISONS, SUITES
from engine.suivi.tableaux.cellules import read_day

blueprint = Blueprint("revues", __name__, url_prefix="/revues")
MODES = {
    "BAIL_DIRECT": "Bail direct",
    "SOUS_LOCATION": "Sous-location",
    "BAIL_GLISSANT": "Bail glissant",
    "INDEMNITE_OCCUPATION": "Indemnité d’occupation",
}
LABELS = {
    "date_revue": "Date de la revue",
    "ordre_du_jour": "Ordre du jour",
    "texte": "Synthèse",
    "decision": "Décision",
    "raison": "Pourquoi clore",
    "a_revoir_le": "À faire pour le",
    "releve": "Ce qui est décidé",
}


def install(app: Flask) -> None:
    """Give templates ``sujet(reference)``: what a case is about, a dossier or a review."""
    app.jinja_env.globals["sujet"] = subject


def subject(reference: str) -> dict[str, str]:
    """How the case of that reference is called, and the page that shows it."""
    numero = reference.removeprefix(PREFIX)
    if numero != reference:
        return {"nom": f"Revue {numero}", "adresse": url_for("revues.show", numero=numero)}
    place = url_for("dossiers.show", reference=reference)
    return {"nom": f"Dossier {reference}", "adresse": place}


def words() -> dict[str, Any]:
    """What the templates say of our codes."""
    return {
        "ETATS": ETATS,
        "DECISIONS": DECISIONS,
        "RAISONS": RAISONS,
        "SUITES": SUITES,
        "MODES": MODES,
        "CHAMPS": LABELS,
    }


def day_in(text: str, name: str) -> date | None:
    """The day that was typed, None for none; AnswersRefused for what is no day."""
    if not text.strip():
        return None
    day = read_day(text.strip())
    if day is None:
        raise AnswersRefused(errors={name: ["Écrivez une date, comme 31/12/2026."]})
    return day
