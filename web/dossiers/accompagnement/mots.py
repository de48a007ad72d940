"""What the journal's pages say for its codes."""

from collections.abc import Mapping
from typing import Any

from engine.suivi.accompagnement.codes import (
    CANAUX,
    LANGUES,
    LIEUX,
    PARTICIPANTS,
    PRESENCES,
    RAPPELS,
    STATUTS,
)
from engine.suivi.garde.classes import Classe
from engine.suivi.garde.textes import CONSIGNE

# The name of a text, and who reads it.
CLASSES: Mapping[str, tuple[str, str]] = {
    Classe.PARTAGE: ("Synthèse partagée", "Lue par la MDL et par XL Habitat."),
    Classe.MDL: ("Note MDL", "Lue par l’équipe de la MDL seulement."),
    Classe.XLH: ("Note XL Habitat", "Lue par XL Habitat seulement."),
    Classe.VVC: (
        "Note violences",
        "Lue par la référente unique et par les personnes nommées sur ce dossier.",
    ),
    Classe.BROUILLON: (
        "Brouillon personnel (communicable)",
        "Vous seul le lisez ; le ménage peut demander à le lire.",
    ),
}
TYPES = {"contact": "Contacts", "note": "Notes", "rendez_vous": "Rendez-vous"}
DUREES = {15: "15 min", 30: "30 min", 45: "45 min", 60: "1 h", 90: "1 h 30", 120: "2 h"}
# What an error is about, where the page lists them.
CHAMPS = {
    "jour": "Date",
    "canal": "Comment",
    "presence": "Présence",
    "duree_min": "Durée",
    "participants": "Personnes présentes",
    "debut": "Jour et heure",
    "duree": "Durée",
    "lieu": "Lieu",
    "precision": "Précision sur le lieu",
    "langue": "Interprète",
    "rappel": "Rappel",
    "texte": "Texte",
    "motif": "Motif",
    **{f"texte_{classe}": name for classe, (name, _) in CLASSES.items()},
}


def words() -> dict[str, Any]:
    """What every template of the journal is given."""
    return {
        "CANAUX": CANAUX,
        "CHAMPS": CHAMPS,
        "CLASSES": CLASSES,
        "CONSIGNE": CONSIGNE,
        "DUREES": DUREES,
        "LANGUES": LANGUES,
        "LIEUX": LIEUX,
        "PARTICIPANTS": PARTICIPANTS,
        "PRESENCES": PRESENCES,
        "RAPPELS": RAPPELS,
        "STATUTS": STATUTS,
        "TYPES": TYPES,
    }
