"""The codes of a personal project (domain 4.4), each with its words on screen."""

from collections.abc import Mapping
from enum import StrEnum


class Theme(StrEnum):
    """What an objective is about. Health is no theme: it is not written in a shared project."""

    LOGEMENT = "LOGEMENT"
    BUDGET = "BUDGET"
    DROITS = "DROITS"
    EMPLOI = "EMPLOI"
    PARENTALITE = "PARENTALITE"
    VOISINAGE = "VOISINAGE"
    SECURITE = "SECURITE"


class StatutObjectif(StrEnum):
    """How far an objective is."""

    A_FAIRE = "A_FAIRE"
    EN_COURS = "EN_COURS"
    EN_PAUSE = "EN_PAUSE"
    ATTEINT = "ATTEINT"
    PARTIEL = "PARTIEL"
    ABANDONNE = "ABANDONNE"


class StatutAction(StrEnum):
    """How far what somebody does is."""

    PLANIFIEE = "PLANIFIEE"
    EN_COURS = "EN_COURS"
    FAITE = "FAITE"
    REPORTEE = "REPORTEE"
    ANNULEE = "ANNULEE"


class Responsable(StrEnum):
    """Who does it: a quality, never a name."""

    MENAGE = "MENAGE"
    MDL = "MDL"
    XLH = "XLH"
    TIERS = "TIERS"


class TypeProjet(StrEnum):
    """Of the volet: accès, or maintien."""

    PPAL = "PPAL"
    PPML = "PPML"


class StatutProjet(StrEnum):
    """Of a version. A signed one is replaced by an avenant, never changed."""

    BROUILLON = "BROUILLON"
    A_SIGNER = "A_SIGNER"
    SIGNE = "SIGNE"
    REFUSE = "REFUSE"
    AVENANT = "AVENANT"
    CADUC = "CADUC"


class Partie(StrEnum):
    """Who signs."""

    MENAGE = "MENAGE"
    MDL = "MDL"
    BAILLEUR = "BAILLEUR"


class ModeSignature(StrEnum):
    """On the paper, or on the screen."""

    MANUSCRITE_SCAN = "MANUSCRITE_SCAN"
    ELECTRONIQUE = "ELECTRONIQUE"


class MotifRefus(StrEnum):
    """Why a household does not sign."""

    OBJECTIFS = "OBJECTIFS"
    ENGAGEMENTS = "ENGAGEMENTS"
    DUREE = "DUREE"
    NE_SOUHAITE_PLUS = "NE_SOUHAITE_PLUS"
    NON_DIT = "NON_DIT"


OBJECTIFS_OUVERTS = (StatutObjectif.A_FAIRE, StatutObjectif.EN_COURS, StatutObjectif.EN_PAUSE)
ACTIONS_OUVERTES = (StatutAction.PLANIFIEE, StatutAction.EN_COURS, StatutAction.REPORTEE)

THEMES: Mapping[str, str] = {
    Theme.LOGEMENT: "Logement",
    Theme.BUDGET: "Budget",
    Theme.DROITS: "Droits",
    Theme.EMPLOI: "Emploi",
    Theme.PARENTALITE: "Parentalité",
    Theme.VOISINAGE: "Voisinage",
    Theme.SECURITE: "Sécurité",
}
STATUTS_OBJECTIF: Mapping[str, str] = {
    StatutObjectif.A_FAIRE: "À faire",
    StatutObjectif.EN_COURS: "En cours",
    StatutObjectif.EN_PAUSE: "En pause",
    StatutObjectif.ATTEINT: "Atteint",
    StatutObjectif.PARTIEL: "Atteint en partie",
    StatutObjectif.ABANDONNE: "Abandonné",
}
STATUTS_ACTION: Mapping[str, str] = {
    StatutAction.PLANIFIEE: "À faire",
    StatutAction.EN_COURS: "En cours",
    StatutAction.FAITE: "Faite",
    StatutAction.REPORTEE: "Reportée",
    StatutAction.ANNULEE: "Annulée",
}
RESPONSABLES: Mapping[str, str] = {
    Responsable.MENAGE: "Le ménage",
    Responsable.MDL: "La Maison du Logement",
    Responsable.XLH: "XL Habitat",
    Responsable.TIERS: "Un autre service",
}
TYPES: Mapping[str, str] = {
    TypeProjet.PPAL: "Projet personnalisé d’accès au logement",
    TypeProjet.PPML: "Projet personnalisé de maintien dans le logement",
}
STATUTS_PROJET: Mapping[str, str] = {
    StatutProjet.BROUILLON: "En rédaction",
    StatutProjet.A_SIGNER: "À signer",
    StatutProjet.SIGNE: "Signé",
    StatutProjet.REFUSE: "Refusé par le ménage",
    StatutProjet.AVENANT: "Remplacé par un avenant",
    StatutProjet.CADUC: "Repris sans avoir été signé",
}
PARTIES: Mapping[str, str] = {
    Partie.MENAGE: "Le ménage",
    Partie.MDL: "La Maison du Logement",
    Partie.BAILLEUR: "XL Habitat",
}
MODES: Mapping[str, str] = {
    ModeSignature.MANUSCRITE_SCAN: "sur papier",
    ModeSignature.ELECTRONIQUE: "à l’écran",
}
MOTIFS_REFUS: Mapping[str, str] = {
    MotifRefus.OBJECTIFS: "Pas d’accord sur les objectifs",
    MotifRefus.ENGAGEMENTS: "Pas d’accord sur les engagements",
    MotifRefus.DUREE: "Pas d’accord sur la durée",
    MotifRefus.NE_SOUHAITE_PLUS: "Ne souhaite plus être accompagné",
    MotifRefus.NON_DIT: "Ne souhaite pas le dire",
}
# Of the translated summary that the worker types or pastes.
LANGUES_RESUME: Mapping[str, str] = {
    "ar": "Arabe",
    "en": "Anglais",
    "es": "Espagnol",
    "pt": "Portugais",
    "ro": "Roumain",
    "ru": "Russe",
    "uk": "Ukrainien",
    "sq": "Albanais",
    "autre": "Autre langue",
}
# What caseworkers write most, offered while they type; anything else may be written.
SUGGESTIONS: tuple[str, ...] = (
    "Préparer un dossier de demande de logement complet",
    "Choisir des secteurs et un loyer qui conviennent",
    "S’installer et faire les démarches d’entrée dans le logement",
    "Payer le loyer chaque mois, à la date prévue",
    "Tenir le plan d’apurement de la dette",
    "Tenir un budget mois par mois",
    "Ouvrir ou faire rétablir l’aide au logement",
    "Faire valoir tous ses droits",
    "Entretenir le logement et s’y sentir chez soi",
    "Retrouver des relations apaisées avec le voisinage",
    "Reprendre un emploi ou une formation",
    "Organiser la garde ou l’école des enfants",
)
