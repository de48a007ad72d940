"""French on screen: dates, delays, counts, and the words for our codes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Flask, g

from engine.core.access import Permission, may
from engine.core.calendar import paris_day
from engine.core.french import day_fr, hour_fr, instant_fr, plural


def install(app: Flask) -> None:
    """Give templates their filters and words."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        jour=day_fr, instant=instant_fr, heure=hour_fr, echeance=due, pluriel=plural
    )
    app.jinja_env.globals.update(
        WORDS=WORDS, Permission=Permission, peut=allowed, aujourd_hui=today, actor=actor
    )


def actor() -> Any:
    """Who is signed in, or None."""
    person = g.get("actor")
    return None if person is None or person.is_system else person


def allowed(permission: Permission, subject: Any = None) -> bool:
    """What the page may offer to the signed-in person."""
    return may(g.tx.actor, permission, subject)


def today() -> date:
    """The day it is in Paris, by the request's instant."""
    return paris_day(g.tx.now)


def due(day: date | None) -> tuple[str, str]:
    """The badge of a due date: its class and its words."""
    if day is None:
        return "neutre", "Sans échéance"
    days = (day - today()).days
    if days < 0:
        return "retard", f"En retard de {plural(-days, 'jour')}"
    if days < 2:
        return "proche", ("Aujourd’hui", "Demain")[days]
    if days < 7:
        return "proche", day_fr(day, "EEEE d MMMM").capitalize()
    return "neutre", f"Pour le {day_fr(day, 'd MMM y')}"


WORDS = {
    "REPERE": "Repéré",
    "EN_COURS": "En cours",
    "CLOS": "Clos",
    "SANS_SUITE": "Sans suite",
    "PREDIAGNOSTIC": "Pré-diagnostic",
    "ARBITRAGE": "Arbitrage",
    "EN_ATTENTE_ACCORD": "Attend l’accord du ménage",
    "LISTE_ATTENTE": "Liste d’attente",
    "SUSPENDU": "Suspendu",
    "EN_CLOTURE": "En clôture",
    "REFUSE": "Refusé ou réorienté",
    "VVC": "Accompagnement spécifique",
    "REFUGIE": "Personne réfugiée",
    "ACCES": "Accès",
    "MAINTIEN": "Maintien",
    "faite": "Faite",
    "en_cours": "En cours",
    "en_retard": "En retard",
}
NATURES: Mapping[str | None, str] = {
    "POSITIVE": "Sortie positive",
    "NEUTRE": "Sortie neutre",
    "NEGATIVE": "Autre sortie",
}
