"""Circles × roles as one table (domain 4.8): who reads and writes which part of a dossier.

A part is read by a person of the dossier's circle whose group stands here. What is kept for one
organisation (its notes, its internal account) is never read by the other one, whatever is shared.
"""

from collections.abc import Mapping
from enum import StrEnum


class Rubrique(StrEnum):
    """A part of what the programme keeps about a household."""

    IDENTITE = "identite"
    COMPOSITION = "composition"
    COORDONNEES = "coordonnees"
    BUDGET = "budget"
    DETTE = "dette"
    COMPTE = "compte"
    PROCEDURE = "procedure"
    LOGEMENT = "logement"
    PROJET = "projet"
    CONSENTEMENTS = "consentements"
    DEMARCHES = "demarches"
    ACCOMPAGNEMENT = "accompagnement"
    NOTES_MDL = "notes_mdl"
    NOTES_BAILLEUR = "notes_bailleur"
    DOCUMENTS = "documents"
    VIOLENCES = "violences"
    REVUE = "revue"
    VIE = "vie"
    CONSULTATIONS = "consultations"


EQUIPE_MDL = frozenset({"MDL_TS", "MDL_CHEF"})
BAILLEUR = frozenset({"XLH_IS", "XLH_PREC", "XLH_RELOG", "XLH_PILOTE"})
SOCIAL_BAILLEUR = frozenset({"XLH_IS", "XLH_PILOTE"})
REFERENTE = frozenset({"REFERENTE_VVC"})

# Domain 4.8. PARTAGE is cut into what each trade of the landlord needs of it.
LECTURE: Mapping[Rubrique, frozenset[str]] = {
    Rubrique.IDENTITE: EQUIPE_MDL | BAILLEUR | REFERENTE,
    Rubrique.COMPOSITION: EQUIPE_MDL | SOCIAL_BAILLEUR | {"XLH_RELOG"} | REFERENTE,
    Rubrique.COORDONNEES: EQUIPE_MDL | SOCIAL_BAILLEUR | REFERENTE,
    Rubrique.BUDGET: EQUIPE_MDL,
    Rubrique.DETTE: EQUIPE_MDL | SOCIAL_BAILLEUR | {"XLH_PREC"},
    Rubrique.COMPTE: EQUIPE_MDL | SOCIAL_BAILLEUR | {"XLH_PREC"},
    Rubrique.PROCEDURE: EQUIPE_MDL | SOCIAL_BAILLEUR | {"XLH_PREC"},
    Rubrique.LOGEMENT: EQUIPE_MDL | SOCIAL_BAILLEUR | {"XLH_RELOG"},
    Rubrique.PROJET: EQUIPE_MDL | SOCIAL_BAILLEUR | {"XLH_RELOG"},
    Rubrique.CONSENTEMENTS: EQUIPE_MDL | SOCIAL_BAILLEUR | REFERENTE,
    Rubrique.DEMARCHES: EQUIPE_MDL | SOCIAL_BAILLEUR,
    Rubrique.ACCOMPAGNEMENT: EQUIPE_MDL | SOCIAL_BAILLEUR | REFERENTE,
    Rubrique.NOTES_MDL: EQUIPE_MDL,
    Rubrique.NOTES_BAILLEUR: SOCIAL_BAILLEUR | {"XLH_PREC"},
    Rubrique.DOCUMENTS: EQUIPE_MDL | SOCIAL_BAILLEUR,
    Rubrique.VIOLENCES: EQUIPE_MDL | REFERENTE,
    # The partners' review (domain 5.6); of each dossier, only what its circle may see.
    Rubrique.REVUE: EQUIPE_MDL | SOCIAL_BAILLEUR,
    # Who follows it, what suspends it, how it ends.
    Rubrique.VIE: EQUIPE_MDL | SOCIAL_BAILLEUR | {"XLH_RELOG"} | REFERENTE,
    # Who has read what is protected: the MDL's direction.
    Rubrique.CONSULTATIONS: frozenset({"MDL_CHEF"}),
}
ECRITURE: Mapping[Rubrique, frozenset[str]] = {
    **{rubrique: readers & (EQUIPE_MDL | {"XLH_IS"}) for rubrique, readers in LECTURE.items()},
    Rubrique.DETTE: EQUIPE_MDL | {"XLH_PREC"},
    Rubrique.COMPTE: frozenset({"XLH_PREC"}),
    Rubrique.PROCEDURE: frozenset({"XLH_PREC"}),
    Rubrique.LOGEMENT: EQUIPE_MDL | {"XLH_IS", "XLH_RELOG"},
    Rubrique.NOTES_BAILLEUR: frozenset({"XLH_IS", "XLH_PREC"}),
    Rubrique.VIOLENCES: REFERENTE | {"MDL_TS"},
    # Decisions are joint: one leader a side types them.
    Rubrique.REVUE: frozenset({"MDL_CHEF", "XLH_PILOTE"}),
}
