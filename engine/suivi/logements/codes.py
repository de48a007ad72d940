"""The codes of a household's home: how it is proposed, occupied, left for another (domain 4.5)."""

from enum import StrEnum


class Chauffage(StrEnum):
    """Who heats: an individual heating adds a flat sum to the taux d'effort."""

    INDIVIDUEL = "INDIVIDUEL"
    COLLECTIF = "COLLECTIF"


class StatutProposition(StrEnum):
    """Where a proposition stands. The last two are never written: they are read from the day."""

    PROPOSEE = "PROPOSEE"
    VISITEE = "VISITEE"
    ACCEPTEE = "ACCEPTEE"
    REFUSEE = "REFUSEE"
    SANS_REPONSE = "SANS_REPONSE"
    RETIREE = "RETIREE"


OUVERTES = frozenset({StatutProposition.PROPOSEE, StatutProposition.VISITEE})


class MotifRefus(StrEnum):
    """Why a household says no. A refusal for the person's safety never counts."""

    LOYER = "LOYER"
    SECTEUR = "SECTEUR"
    TYPOLOGIE = "TYPOLOGIE"
    ETAT = "ETAT"
    ACCESSIBILITE = "ACCESSIBILITE"
    SECURITE = "SECURITE"
    AUTRE = "AUTRE"


class Mode(StrEnum):
    """By what right the household lives there."""

    BAIL_DIRECT = "BAIL_DIRECT"
    SOUS_LOCATION = "SOUS_LOCATION"
    BAIL_GLISSANT = "BAIL_GLISSANT"
    INDEMNITE_OCCUPATION = "INDEMNITE_OCCUPATION"


PAR_LA_MDL = frozenset({Mode.SOUS_LOCATION, Mode.BAIL_GLISSANT})
"""Modes where the association holds the lease (fiche projet: « MDL titulaire du bail »)."""


class Avis(StrEnum):
    """What the examen contradictoire concludes."""

    GLISSER = "GLISSER"
    PROLONGER = "PROLONGER"
    NON_GLISSER = "NON_GLISSER"


class MotifMutation(StrEnum):
    """Why another home of the same landlord is looked for."""

    SUROCCUPATION = "SUROCCUPATION"
    SOUS_OCCUPATION = "SOUS_OCCUPATION"
    LOYER = "LOYER"
    SANTE = "SANTE"
    SECURITE = "SECURITE"
    VOISINAGE = "VOISINAGE"


class EtatMutation(StrEnum):
    """Where a transfer stands."""

    DEMANDEE = "DEMANDEE"
    ENGAGEE = "ENGAGEE"
    NON_ENGAGEE = "NON_ENGAGEE"
    ARRETEE = "ARRETEE"
    REALISEE = "REALISEE"


class ObjetMediation(StrEnum):
    """What is talked over between a household and its landlord, or its neighbours."""

    LOYER = "LOYER"
    VOISINAGE = "VOISINAGE"
    TRAVAUX = "TRAVAUX"
    RELATION = "RELATION"
