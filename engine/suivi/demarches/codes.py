"""The codes of a démarche (domain 4.4)."""

from enum import StrEnum


class TypeDemarche(StrEnum):
    """What is asked of somebody else for the household."""

    FSL_ACCES = "FSL_ACCES"
    LOCAPASS = "LOCAPASS"
    VISALE = "VISALE"
    ENERGIE = "ENERGIE"
    EAU = "EAU"
    ASSURANCE = "ASSURANCE"
    EDL_ENTREE = "EDL_ENTREE"
    EDL_COMPLEMENT = "EDL_COMPLEMENT"
    CAF_APL = "CAF_APL"
    CHANGEMENT_ADRESSE = "CHANGEMENT_ADRESSE"
    SCOLARISATION = "SCOLARISATION"
    INTERNET = "INTERNET"
    DLS = "DLS"
    DALO = "DALO"
    CAF_AUTRE = "CAF_AUTRE"
    FSL_MAINTIEN = "FSL_MAINTIEN"
    SURENDETTEMENT = "SURENDETTEMENT"
    MASP = "MASP"
    AUU = "AUU"
    AUTRE = "AUTRE"


class StatutDemarche(StrEnum):
    """Where it stands. What is simply done (an assurance) is ACCORDEE."""

    A_FAIRE = "A_FAIRE"
    DEPOSEE = "DEPOSEE"
    COMPLEMENT_DEMANDE = "COMPLEMENT_DEMANDE"
    ACCORDEE = "ACCORDEE"
    REFUSEE = "REFUSEE"
    SANS_OBJET = "SANS_OBJET"


FINIES = frozenset({StatutDemarche.ACCORDEE, StatutDemarche.REFUSEE, StatutDemarche.SANS_OBJET})
INSTALLATION = (
    TypeDemarche.FSL_ACCES,
    TypeDemarche.LOCAPASS,
    TypeDemarche.ENERGIE,
    TypeDemarche.EAU,
    TypeDemarche.ASSURANCE,
    TypeDemarche.EDL_ENTREE,
    TypeDemarche.EDL_COMPLEMENT,
    TypeDemarche.CAF_APL,
    TypeDemarche.CHANGEMENT_ADRESSE,
    TypeDemarche.SCOLARISATION,
)
"""The checklist of somebody who moves in (domain 5.2, temps 2)."""
A_FAIRE_SEULEMENT = frozenset(
    {
        TypeDemarche.ENERGIE,
        TypeDemarche.EAU,
        TypeDemarche.ASSURANCE,
        TypeDemarche.EDL_ENTREE,
        TypeDemarche.EDL_COMPLEMENT,
        TypeDemarche.CHANGEMENT_ADRESSE,
        TypeDemarche.SCOLARISATION,
        TypeDemarche.INTERNET,
    }
)
"""Done or not: nobody grants them."""
A_RATTRAPER = frozenset(
    {
        TypeDemarche.CAF_APL,
        TypeDemarche.ASSURANCE,
        TypeDemarche.EDL_ENTREE,
        TypeDemarche.FSL_ACCES,
        TypeDemarche.LOCAPASS,
    }
)
"""Past their day, something is lost each day or owed by law; the others are only past."""
CONFIDENTIELLES = frozenset({TypeDemarche.AUU})
"""What tells of violence: never on the shared checklist (domain 4.6)."""


def statuts_of(kind: TypeDemarche) -> tuple[StatutDemarche, ...]:
    """What may be said of a démarche of that type."""
    if kind in A_FAIRE_SEULEMENT:
        return (StatutDemarche.A_FAIRE, StatutDemarche.ACCORDEE, StatutDemarche.SANS_OBJET)
    return tuple(StatutDemarche)


def done_when_ticked(kind: TypeDemarche) -> StatutDemarche:
    """What a tick means: done, or handed in."""
    is_done = kind in A_FAIRE_SEULEMENT
    return StatutDemarche.ACCORDEE if is_done else StatutDemarche.DEPOSEE
