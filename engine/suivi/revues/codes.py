"""The codes of a partners' review (domain 5.6)."""

from enum import StrEnum

REVUE, SUITE = "revue_partenariale", "suite_revue"
"""The two processes: the review, and what one of its decisions asks of a dossier."""
ROLE = "revue"
"""What an instance of SUITE is to its dossier."""


class Etat(StrEnum):
    """Where a review stands; its diagram moves it."""

    A_CONVOQUER = "A_CONVOQUER"
    PREPARATION = "PREPARATION"
    SEANCE = "SEANCE"
    COMPTE_RENDU = "COMPTE_RENDU"
    TERMINEE = "TERMINEE"


ECRITS = frozenset({Etat.PREPARATION, Etat.SEANCE})
"""While the lines of a review may be written."""


class Decision(StrEnum):
    """What the two partners decide of a dossier."""

    CONTINUER = "CONTINUER"
    AJUSTER = "AJUSTER"
    CLORE = "CLORE"
    DEROGER = "DEROGER"


class RaisonFin(StrEnum):
    """Why a measure ends early: the codes of the form ``fin_de_mesure_anticipee``."""

    OBJECTIFS_ATTEINTS = "OBJECTIFS_ATTEINTS"
    AUTRE_DISPOSITIF = "AUTRE_DISPOSITIF"
    DECES = "DECES"
    HOSPITALISATION = "HOSPITALISATION"
    INCARCERATION = "INCARCERATION"
    AUTRE = "AUTRE"


class Suite(StrEnum):
    """What a decision became in its dossier."""

    AUCUNE = "AUCUNE"
    SIGNALEE = "SIGNALEE"
    TACHE = "TACHE"
    SANS_OBJET = "SANS_OBJET"


ETATS = {
    Etat.A_CONVOQUER: "À convoquer",
    Etat.PREPARATION: "En préparation",
    Etat.SEANCE: "Séance ouverte",
    Etat.COMPTE_RENDU: "Compte rendu à accepter",
    Etat.TERMINEE: "Terminée",
}
DECISIONS = {
    Decision.CONTINUER: "Continuer",
    Decision.AJUSTER: "Ajuster",
    Decision.CLORE: "Clore",
    Decision.DEROGER: "Déroger",
}
RAISONS = {
    RaisonFin.OBJECTIFS_ATTEINTS: "Objectifs atteints",
    RaisonFin.AUTRE_DISPOSITIF: "Relais par un autre accompagnement",
    RaisonFin.DECES: "Décès",
    RaisonFin.HOSPITALISATION: "Hospitalisation longue",
    RaisonFin.INCARCERATION: "Incarcération",
    RaisonFin.AUTRE: "Autre",
}
SUITES = {
    Suite.AUCUNE: "",
    Suite.SIGNALEE: "Fin de mesure signalée au dossier",
    Suite.TACHE: "Une tâche est ouverte dans le dossier",
    Suite.SANS_OBJET: "Sans objet : le dossier était clos",
}
