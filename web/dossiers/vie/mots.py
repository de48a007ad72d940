"""The codes of a dossier's life in French."""

from engine.suivi.derogations.models import MotifDerogation, StatutDerogation
from engine.suivi.dossiers.sous_volet import SousVolet
from engine.suivi.dossiers.statut import StatutDossier
from engine.suivi.referents.models import MotifReferent, RoleReferent
from engine.suivi.suspensions.models import MotifSuspension
from web.display import WORDS
from web.dossiers.menage.mots import Choices

ROLES = {
    RoleReferent.MDL: "Référent MDL",
    RoleReferent.BAILLEUR: "Intervenant social XL Habitat",
    RoleReferent.VVC: "Référente unique",
}
RAISONS: Choices = {
    MotifReferent.OUVERTURE: "a ouvert le dossier",
    MotifReferent.PREDIAGNOSTIC: "a fait le pré-diagnostic",
    MotifReferent.DESIGNATION: "désignation",
    MotifReferent.DEPART: "départ du précédent",
    MotifReferent.CHARGE: "charge de travail",
    MotifReferent.DEMANDE_MENAGE: "demande du ménage",
    MotifReferent.REPRISE: "suivi déjà en cours",
}
SUSPENSIONS: Choices = {
    MotifSuspension.HOSPITALISATION: "Hospitalisation",
    MotifSuspension.ATTENTE_LOGEMENT: "Attente d’un logement",
    MotifSuspension.SURENDETTEMENT: "Surendettement",
    MotifSuspension.AUTRE: "Autre",
}
DEROGATIONS: Choices = {
    MotifDerogation.LOGEMENT_ATTENDU: "Un logement est attendu",
    MotifDerogation.PLAN_EN_COURS: "Le plan d’apurement est tenu, il n’est pas fini",
    MotifDerogation.BAIL_GLISSANT: "L’examen du bail glissant tombe après la fin",
    MotifDerogation.SUSPENSION: "La mesure a été suspendue",
    MotifDerogation.AUTRE: "Autre",
}
STATUTS_DEROGATION = {
    StatutDerogation.DEMANDEE: ("etat--proche", "Attend les signatures"),
    StatutDerogation.ACCORDEE: ("etat--fait", "Accordée"),
    StatutDerogation.REFUSEE: ("", "Refusée"),
    StatutDerogation.RETIREE: ("", "Retirée"),
}
PARTIES = {"MDL": "MDL", "XLH": "XL Habitat"}
SOUS_VOLETS: Choices = {
    SousVolet.STANDARD: "Ordinaire",
    SousVolet.VVC: "Accompagnement spécifique",
    SousVolet.REFUGIE: "Personne réfugiée",
}
STATUTS = {statut.value: WORDS[statut] for statut in StatutDossier}
MOTIFS_SORTIE = {
    "ACCES_BAIL_DIRECT": "Accès en bail direct",
    "GLISSEMENT_BAIL": "Glissement du bail",
    "AUTONOMIE_ATTEINTE": "Autonomie atteinte",
    "RELOGEMENT_AUTRE_BAILLEUR": "Relogement chez un autre bailleur",
    "MAINTIEN_DETTE_SOLDEE": "Maintien, dette soldée",
    "MAINTIEN_PLAN_RESPECTE": "Maintien, plan respecté",
    "MUTATION_REALISEE": "Mutation réalisée",
    "MEDIATION_REUSSIE": "Médiation réussie",
    "RELAIS_AUTRE_DISPOSITIF": "Relais par un autre dispositif",
    "DEMENAGEMENT_HORS_TERRITOIRE": "Déménagement hors du territoire",
    "DUREE_MAX_ATTEINTE": "Durée maximale atteinte",
    "DECES": "Décès",
    "HOSPITALISATION_LONGUE": "Hospitalisation longue",
    "ABANDON_MENAGE": "Fin demandée par le ménage",
    "PERDU_DE_VUE": "Contact rompu",
    "NON_ADHESION": "Sans accord du ménage",
    "EXPULSION": "Expulsion",
    "ECHEC_ACCES": "Accès non abouti",
    "INCARCERATION": "Incarcération",
    "ERREUR_ORIENTATION": "Réorientation",
}
