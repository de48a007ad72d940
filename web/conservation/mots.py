"""The words of the retention pages."""

from engine.suivi.conservation.classes import TABLES
from engine.suivi.conservation.durees import NOMS
from engine.suivi.conservation.maintenir import Motif

CLASSES = {classe.value: nom for classe, nom in NOMS.items()}
ORGANISATIONS = {"MDL": "Maison du Logement", "XLH": "XL Habitat"}
MOTIFS = {
    Motif.CONTENTIEUX: "Une procédure est en cours ou probable",
    Motif.RECLAMATION: "Une réclamation est en cours",
    Motif.DROITS: "La personne exerce ses droits",
    Motif.OBLIGATION: "Une obligation légale",
}


def told(counts: dict[str, int]) -> list[str]:
    """What went, by table: « Les notes : 4 »."""
    return [f"{TABLES[table].quoi}\u00a0: {number}" for table, number in counts.items() if number]
