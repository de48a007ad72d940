"""The codes of the journal d'accompagnement (domain 4.4), each with its words on screen."""

from collections.abc import Mapping
from enum import StrEnum


class Canal(StrEnum):
    """How the household was met."""

    ENTRETIEN_BUREAU = "ENTRETIEN_BUREAU"
    VAD = "VAD"
    TELEPHONE = "TELEPHONE"
    VISIO = "VISIO"
    COURRIER = "COURRIER"
    SMS = "SMS"
    EMAIL = "EMAIL"
    TIERS = "TIERS"


class Presence(StrEnum):
    """Whether the household came, or was there."""

    HONORE = "HONORE"
    ABSENT = "ABSENT"
    EXCUSE = "EXCUSE"
    REPORTE = "REPORTE"


class Participant(StrEnum):
    """Who was there besides the author: a quality, never a name."""

    MENAGE = "MENAGE"
    CONJOINT = "CONJOINT"
    ENFANTS = "ENFANTS"
    BAILLEUR = "BAILLEUR"
    INTERPRETE = "INTERPRETE"
    AUTRE_PRO = "AUTRE_PRO"
    AUTRE = "AUTRE"


class Statut(StrEnum):
    """Of a rendez-vous: to come, then what became of it."""

    PREVU = "PREVU"
    HONORE = "HONORE"
    ABSENT = "ABSENT"
    EXCUSE = "EXCUSE"
    REPORTE = "REPORTE"
    ANNULE = "ANNULE"


class Rappel(StrEnum):
    """How the household is reminded (decision 10 of 0.1)."""

    AUCUN = "AUCUN"
    SMS = "SMS"
    APPEL = "APPEL"
    LETTRE = "LETTRE"
    MAIN_PROPRE = "MAIN_PROPRE"


class Lieu(StrEnum):
    """Where: the precise place is free, and sealed."""

    DOMICILE = "DOMICILE"
    BUREAU = "BUREAU"
    BAILLEUR = "BAILLEUR"
    TELEPHONE = "TELEPHONE"
    AUTRE = "AUTRE"


CANAUX: Mapping[str, str] = {
    Canal.VAD: "Visite à domicile",
    Canal.ENTRETIEN_BUREAU: "Entretien au bureau",
    Canal.TELEPHONE: "Téléphone",
    Canal.VISIO: "Visio",
    Canal.COURRIER: "Courrier",
    Canal.SMS: "SMS",
    Canal.EMAIL: "E-mail",
    Canal.TIERS: "Par un tiers",
}
PRESENCES: Mapping[str, str] = {
    Presence.HONORE: "Présent",
    Presence.ABSENT: "Absent",
    Presence.EXCUSE: "Excusé",
    Presence.REPORTE: "Reporté",
}
PARTICIPANTS: Mapping[str, str] = {
    Participant.MENAGE: "La personne titulaire",
    Participant.CONJOINT: "Son conjoint",
    Participant.ENFANTS: "Des enfants",
    Participant.BAILLEUR: "Le bailleur",
    Participant.INTERPRETE: "Un interprète",
    Participant.AUTRE_PRO: "Un autre professionnel",
    Participant.AUTRE: "Une autre personne",
}
STATUTS: Mapping[str, str] = {
    Statut.PREVU: "Prévu",
    Statut.HONORE: "Honoré",
    Statut.ABSENT: "Absent",
    Statut.EXCUSE: "Excusé",
    Statut.REPORTE: "Reporté",
    Statut.ANNULE: "Annulé",
}
RAPPELS: Mapping[str, str] = {
    Rappel.AUCUN: "Sans rappel",
    Rappel.SMS: "SMS",
    Rappel.APPEL: "Appel",
    Rappel.LETTRE: "Lettre",
    Rappel.MAIN_PROPRE: "Carte remise en main propre",
}
LIEUX: Mapping[str, str] = {
    Lieu.DOMICILE: "Au domicile",
    Lieu.BUREAU: "Au bureau de la MDL",
    Lieu.BAILLEUR: "Chez XL Habitat",
    Lieu.TELEPHONE: "Au téléphone",
    Lieu.AUTRE: "Ailleurs",
}
# Of the interpreter to book, who is never of the family (decision 10 of 0.1).
LANGUES: Mapping[str, str] = {
    "ar": "Arabe",
    "dr": "Dari, pachto",
    "es": "Espagnol",
    "pt": "Portugais",
    "ro": "Roumain",
    "ru": "Russe",
    "uk": "Ukrainien",
    "sq": "Albanais",
    "ti": "Tigrinya",
    "lsf": "Langue des signes",
    "autre": "Autre langue",
}
