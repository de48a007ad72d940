"""What a household agrees to, by purpose (domain 4.4), in the words that it is asked with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

VERSION_TEXTE = "2026-11"
"""Of the sentences below: a row keeps the one that was read out. To be confirmed by the DPO."""


class Finalite(StrEnum):
    """What the agreement is for."""

    ENTREE_DISPOSITIF = "ENTREE_DISPOSITIF"
    PARTAGE_BAILLEUR = "PARTAGE_BAILLEUR"
    PARTAGE_CIDFF = "PARTAGE_CIDFF"
    PARTAGE_CH = "PARTAGE_CH"
    CONSERVATION_REPRISE = "CONSERVATION_REPRISE"
    CONTACT_SMS = "CONTACT_SMS"
    SUIVI_POST_SORTIE = "SUIVI_POST_SORTIE"


class Mode(StrEnum):
    """How it was given."""

    ECRIT = "ECRIT"
    ORAL = "ORAL"
    TELEPHONE = "TELEPHONE"
    ENTRETIEN = "ENTRETIEN"
    VISITE = "VISITE"
    COURRIER = "COURRIER"


@dataclass(frozen=True)
class Demande:
    """A purpose in words: its name, who receives what, and the sentence that is read out."""

    nom: str
    destinataire: str
    phrase: str


RESERVEES = frozenset({Finalite.PARTAGE_CIDFF, Finalite.PARTAGE_CH})
"""That these were even spoken of tells of violences: the file's list alone knows."""
DEMANDES: Mapping[str, Demande] = {
    Finalite.ENTREE_DISPOSITIF: Demande(
        "Être accompagné",
        "Maison du Logement, XL Habitat",
        "J’accepte d’être accompagné par la Maison du Logement, douze mois au plus.",
    ),
    Finalite.PARTAGE_BAILLEUR: Demande(
        "Partage avec XL Habitat",
        "XL Habitat",
        "J’accepte que la Maison du Logement et XL Habitat partagent ce qui sert à mon "
        "accompagnement : le projet, les rendez-vous, le loyer.",
    ),
    Finalite.PARTAGE_CIDFF: Demande(
        "Partage avec la référente unique (CIDFF)",
        "CIDFF des Landes",
        "J’accepte que la référente unique du CIDFF soit prévenue et m’aide.",
    ),
    Finalite.PARTAGE_CH: Demande(
        "Partage avec la référente unique (hôpital)",
        "Centre hospitalier de Dax",
        "J’accepte que la référente unique de l’hôpital soit prévenue et m’aide.",
    ),
    Finalite.CONSERVATION_REPRISE: Demande(
        "Garder le dossier pour un retour",
        "Maison du Logement",
        "J’accepte que mon dossier soit gardé un peu plus longtemps, pour ne pas tout "
        "redire si je reviens.",
    ),
    Finalite.CONTACT_SMS: Demande(
        "Rappels par SMS",
        "Maison du Logement",
        "J’accepte de recevoir un SMS pour me rappeler mes rendez-vous.",
    ),
    Finalite.SUIVI_POST_SORTIE: Demande(
        "Des nouvelles après la fin",
        "Maison du Logement",
        "J’accepte d’être appelé six mois et un an après la fin, pour dire comment cela va.",
    ),
}
MODES: Mapping[str, str] = {
    Mode.ECRIT: "Par écrit",
    Mode.ORAL: "De vive voix",
    Mode.TELEPHONE: "Par téléphone",
    Mode.ENTRETIEN: "En entretien au bureau",
    Mode.VISITE: "En visite à domicile",
    Mode.COURRIER: "Par courrier",
}
