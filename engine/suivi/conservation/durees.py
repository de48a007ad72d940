"""How long each class is kept, in words, from the dated rules: said the same everywhere."""

from collections.abc import Mapping
from typing import Any

from engine.core.calendar import paris_day
from engine.core.french import plural
from engine.core.transaction import Transaction
from engine.suivi.conservation.classes import Classe
from engine.suivi.conservation.echeances import CODES, DETTE, JUGEMENT, REGLEE, SOCIAL, SUIVI
from engine.suivi.conservation.journaux import JOURNAUX, PASSAGE
from engine.suivi.regles.read import values

CODES_DE: Mapping[Classe, tuple[str, ...]] = {
    Classe.SOCIAL: (SOCIAL,),
    Classe.SUIVI_BAILLEUR: (SUIVI,),
    Classe.PRECONTENTIEUX: (REGLEE, DETTE, JUGEMENT),
    Classe.JOURNAUX: (JOURNAUX,),
    Classe.PASSAGE: (PASSAGE,),
}
"""The rules that each class is read from: the page links to them."""
NOMS: Mapping[Classe, str] = {
    Classe.SOCIAL: "Suivi social de la MDL, et ce qui en est partagé",
    Classe.SUIVI_BAILLEUR: "Suivi social propre à XL Habitat",
    Classe.PRECONTENTIEUX: "Précontentieux de XL Habitat",
    Classe.COMMUN: "Identité du ménage et fil du dossier",
    Classe.JOURNAUX: "Journaux techniques",
    Classe.PASSAGE: "Ce qui ne fait que passer",
    Classe.SANS_PERSONNE: "Ce qui ne nomme personne d’un ménage",
}


def durations(tx: Transaction) -> dict[Classe, str]:
    """A sentence a class, with the rules that hold today."""
    found = values(tx, [*CODES, JOURNAUX, PASSAGE], paris_day(tx.now))
    settled, judged = _after(found[REGLEE], "son règlement"), _after(found[JUGEMENT], "le jugement")
    return {
        Classe.SOCIAL: f"{_after(found[SOCIAL], 'le dernier contact')}, une fois le dossier clos.",
        Classe.SUIVI_BAILLEUR: f"{_after(found[SUIVI], 'la fin du suivi')}.",
        Classe.PRECONTENTIEUX: (
            f"Dette réglée : {_lower(settled)} ; "
            f"sinon {_lower(_after(found[DETTE], 'le dernier fait'))} ; "
            f"avec un jugement, {_lower(judged)}. Jamais avant la fin du suivi."
        ),
        Classe.COMMUN: "Avec la dernière des durées qui concernent le dossier.",
        Classe.JOURNAUX: f"{plural(int(found[JOURNAUX]), 'mois')}.",
        Classe.PASSAGE: f"{plural(int(found[PASSAGE]), 'jour')}.",
        Classe.SANS_PERSONNE: "Sans limite.",
    }


def _after(months: Any, what: str) -> str:
    if not int(months):
        return f"Jusqu’au {what[3:]}" if what.startswith("le ") else f"Jusqu’à {what}"
    return f"{plural(int(months), 'mois')} après {what}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
