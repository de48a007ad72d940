"""What the paper of a project is made of: the version's texts, in the words of its layout."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from engine.core.french import day_fr
from engine.suivi.projets.codes import PARTIES, RESPONSABLES, THEMES, TYPES
from engine.suivi.projets.contenu import Contenu, ObjectifFige
from engine.suivi.projets.models import Projet

USUAL = {
    "commence": "",
    "finit": "",
    "presentation": "La situation et ce que souhaite le ménage",
    "objectifs": "Les objectifs",
    "cible": "Ce qui montrera qu’il est atteint :",
    "engagements": "Ce à quoi chacun s’engage",
    "signatures": "Les signatures",
    "accord": "Chacun a lu ce projet, ou se l’est fait lire, et en reçoit une copie. Il peut être "
    "revu à tout moment par un avenant.",
}
PLAIN = {
    "commence": "Nous commençons le",
    "finit": "Nous finissons le",
    "presentation": "Ce que vous voulez",
    "objectifs": "Ce que nous voulons réussir ensemble",
    "cible": "C’est réussi quand :",
    "engagements": "Ce que chacun promet",
    "signatures": "Nous signons",
    "accord": "Vous avez lu ce papier. Ou quelqu’un vous l’a lu. Vous en gardez une copie. "
    "Nous pouvons le changer ensemble.",
}
VOUS = {"MENAGE": "Vous", "MDL": "La Maison du Logement", "BAILLEUR": "XL Habitat"}


def donnees(
    projet: Projet, contenu: Contenu, reference: str, parties: Sequence[str]
) -> dict[str, Any]:
    """The JSON that `projet.typ` lays out; ``parties`` are those who sign."""
    simple = projet.langue_simple
    names = VOUS if simple else dict(PARTIES)
    return {
        "titre": TYPES[projet.type],
        "version": version_dite(projet.version),
        "reference": reference,
        "menage": contenu.menage,
        "simple": simple,
        "mots": PLAIN if simple else USUAL,
        "debut": day_fr(projet.debut),
        "fin": day_fr(projet.fin),
        "presentation": contenu.presentation,
        "objectifs": [_objectif(one, simple) for one in contenu.objectifs],
        "engagements": _engagements(contenu, names),
        "resume": _resume(contenu),
        "parties": [names[one] for one in parties],
    }


def version_dite(number: int) -> str:
    """« Version 1 », « Version 2 (avenant) »."""
    return f"Version {number}" + (" (avenant)" if number > 1 else "")


def _day(written: str) -> str:
    """A frozen day (ISO, or nothing) in words."""
    return day_fr(date.fromisoformat(written)) if written else ""


def _objectif(one: ObjectifFige, simple: bool) -> dict[str, Any]:
    names = {**RESPONSABLES, "MENAGE": "Vous"} if simple else RESPONSABLES
    return {
        "theme": THEMES[one.theme],
        "libelle": one.libelle,
        "cible": one.cible,
        "echeance": _day(one.echeance),
        "actions": [
            {
                "qui": names[action["responsable"]],
                "libelle": action["libelle"],
                "echeance": _day(action["echeance"]),
            }
            for action in one.actions
        ],
    }


def _engagements(contenu: Contenu, names: dict[str, str]) -> list[dict[str, str]]:
    said = [
        ("", contenu.engagements),
        (names["MENAGE"], contenu.engagements_menage),
        (names["MDL"], contenu.engagements_mdl),
        (names["BAILLEUR"], contenu.engagements_bailleur),
    ]
    return [{"qui": who, "texte": text} for who, text in said if text.strip()]


def _resume(contenu: Contenu) -> dict[str, str] | None:
    if not contenu.resume.strip():
        return None
    known = len(contenu.langue_resume) == 2
    return {"langue": contenu.langue_resume if known else "fr", "texte": contenu.resume}
