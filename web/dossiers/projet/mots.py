"""What the pages of a project say for its codes."""

from typing import Any

from engine.suivi.garde.textes import CONSIGNE
from engine.suivi.projets.codes import (
    LANGUES_RESUME,
    MODES,
    MOTIFS_REFUS,
    PARTIES,
    RESPONSABLES,
    STATUTS_ACTION,
    STATUTS_OBJECTIF,
    STATUTS_PROJET,
    SUGGESTIONS,
    THEMES,
    TYPES,
)
from engine.suivi.projets.given import MAX_LIBELLE, MAX_TEXTE

# What an error is about, where the page lists them.
CHAMPS = {
    "theme": "Thème",
    "libelle": "Objectif",
    "cible": "Réussi quand",
    "echeance": "Pour le",
    "statut": "Avancée",
    "responsable": "Qui le fait",
    "objectifs": "Objectifs",
    "presentation": "Situation et souhaits",
    "engagements": "Ce que chacun fait",
    "engagements_menage": "Engagements du ménage",
    "engagements_mdl": "Engagements de la MDL",
    "engagements_bailleur": "Engagements de XL Habitat",
    "resume": "Résumé traduit",
    "langue_resume": "Langue du résumé",
    "debut": "Début",
    "fin": "Fin",
    "motif": "Motif",
    "signataire": "Nom",
    "signataire_papier": "Nom",
    "trace": "Signature",
    "jour": "Date de la signature",
    "fichier": "Papier signé",
}
ETATS = {
    "A_FAIRE": "",
    "EN_COURS": "etat--encours",
    "EN_PAUSE": "etat--proche",
    "ATTEINT": "etat--fait",
    "PARTIEL": "etat--fait",
    "ABANDONNE": "",
    "PLANIFIEE": "",
    "FAITE": "etat--fait",
    "REPORTEE": "etat--proche",
    "ANNULEE": "",
    "BROUILLON": "etat--encours",
    "A_SIGNER": "etat--proche",
    "SIGNE": "etat--fait",
    "REFUSE": "etat--retard",
    "AVENANT": "",
    "CADUC": "",
}


def words() -> dict[str, Any]:
    """What every template of a project is given."""
    return {
        "CHAMPS": CHAMPS,
        "CONSIGNE": CONSIGNE,
        "ETATS": ETATS,
        "LANGUES_RESUME": LANGUES_RESUME,
        "MAX_LIBELLE": MAX_LIBELLE,
        "MAX_TEXTE": MAX_TEXTE,
        "MODES": MODES,
        "MOTIFS_REFUS": MOTIFS_REFUS,
        "PARTIES": PARTIES,
        "RESPONSABLES": RESPONSABLES,
        "STATUTS_ACTION": STATUTS_ACTION,
        "STATUTS_OBJECTIF": STATUTS_OBJECTIF,
        "STATUTS_PROJET": STATUTS_PROJET,
        "SUGGESTIONS": SUGGESTIONS,
        "THEMES": THEMES,
        "TYPES": TYPES,
    }
