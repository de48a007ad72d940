"""How a measure has ended: each reason has a nature, which the indicators count (domain 4.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.suivi.dossiers.models import Dossier, Statut


class Nature(StrEnum):
    """On screen the last one is « autre sortie » (domain 0.1, 16)."""

    POSITIVE = "POSITIVE"
    NEUTRE = "NEUTRE"
    NEGATIVE = "NEGATIVE"


@dataclass(frozen=True)
class MotifSortie:
    """The nature of a reason, another one in accès if need be, and where that comes from."""

    nature: Nature
    en_acces: Nature | None = None
    origine: str = "A_CONFIRMER"


def _all(nature: Nature, codes: str) -> dict[str, MotifSortie]:
    return {code: MotifSortie(nature) for code in codes.split()}


# Domain 4.3; 0.1, 11: the natures are to be confirmed by the partners.
MOTIFS: Mapping[str, MotifSortie] = {
    **_all(
        Nature.POSITIVE,
        "ACCES_BAIL_DIRECT GLISSEMENT_BAIL MAINTIEN_DETTE_SOLDEE MAINTIEN_PLAN_RESPECTE"
        " MUTATION_REALISEE MEDIATION_REUSSIE AUTONOMIE_ATTEINTE",
    ),
    **_all(
        Nature.NEUTRE,
        "RELAIS_AUTRE_DISPOSITIF DEMENAGEMENT_HORS_TERRITOIRE DUREE_MAX_ATTEINTE DECES"
        " HOSPITALISATION_LONGUE",
    ),
    **_all(
        Nature.NEGATIVE,
        "ABANDON_MENAGE PERDU_DE_VUE NON_ADHESION EXPULSION ECHEC_ACCES INCARCERATION"
        " ERREUR_ORIENTATION",
    ),
    "RELOGEMENT_AUTRE_BAILLEUR": MotifSortie(Nature.NEUTRE, en_acces=Nature.POSITIVE),
}


def nature_of(dossier: Dossier) -> Nature | None:
    """The nature of its end; None while it goes on, and for a household that never entered."""
    motif = MOTIFS.get(dossier.motif_sortie or "")
    if dossier.statut != Statut.CLOS or motif is None:
        return None
    return (motif.en_acces if dossier.volet == "ACCES" else None) or motif.nature
