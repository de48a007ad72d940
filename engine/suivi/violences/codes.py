"""The codes of the volet (domain 4.6), told in French by `web/dossiers/specifique/mots.py`."""

from enum import StrEnum


class Danger(StrEnum):
    """What the evaluation of safety concludes; on screen in words, never in colours (0.1, 16)."""

    NON_EVALUE = "NON_EVALUE"
    AUCUN_ELEMENT = "AUCUN_ELEMENT"
    A_SURVEILLER = "A_SURVEILLER"
    IMMEDIAT = "IMMEDIAT"


class Ordonnance(StrEnum):
    """Where the ordonnance de protection stands."""

    AUCUNE = "AUCUNE"
    DEMANDEE = "DEMANDEE"
    ACCORDEE = "ACCORDEE"
    REFUSEE = "REFUSEE"


class Aide(StrEnum):
    """Where the aide universelle d'urgence stands."""

    NON_DEMANDEE = "NON_DEMANDEE"
    DEMANDEE = "DEMANDEE"
    VERSEE = "VERSEE"
    REFUSEE = "REFUSEE"


class Repere(StrEnum):
    """An item of the safety plan."""

    NUMEROS = "NUMEROS"
    MOT_CODE = "MOT_CODE"
    PERSONNE_RELAIS = "PERSONNE_RELAIS"
    PAPIERS = "PAPIERS"
    SAC = "SAC"
    SORTIES = "SORTIES"
    TELEPHONE = "TELEPHONE"
    ENFANTS = "ENFANTS"
    ECOLE = "ECOLE"
    COMPTES = "COMPTES"
    SERRURES = "SERRURES"
    LIEU_SUR = "LIEU_SUR"


class TypeAbri(StrEnum):
    """How long a stay in a safe place is meant to last."""

    URGENCE = "URGENCE"
    MOYENNE = "MOYENNE"
    LONGUE = "LONGUE"


class Demarche(StrEnum):
    """What was done for protection (domain 5.4, step 4)."""

    PREAVIS_REDUIT = "PREAVIS_REDUIT"
    DESOLIDARISATION = "DESOLIDARISATION"
    SERRURES = "SERRURES"
    TGD = "TGD"
    PLAINTE = "PLAINTE"


class Mode(StrEnum):
    """How the safe home is held."""

    BAIL_DIRECT = "BAIL_DIRECT"
    BAIL_GLISSANT = "BAIL_GLISSANT"
    HEBERGEMENT = "HEBERGEMENT"
    MAINTIEN = "MAINTIEN"
