"""The words of a home and of its démarches: for our codes, in French, made at display."""

from collections.abc import Mapping
from decimal import Decimal

from engine.suivi.demarches.checklist import Ligne
from engine.suivi.demarches.codes import (
    A_FAIRE_SEULEMENT,
    StatutDemarche,
    TypeDemarche,
)
from engine.suivi.logements.codes import (
    Avis,
    Chauffage,
    EtatMutation,
    Mode,
    MotifMutation,
    MotifRefus,
    ObjetMediation,
    StatutProposition,
)
from engine.suivi.logements.describe_logement import TYPOLOGIES
from engine.suivi.menages.effort import percent

PROPOSITIONS: Mapping[str, tuple[str, str]] = {
    StatutProposition.PROPOSEE: ("etat--proche", "Attend la réponse"),
    StatutProposition.VISITEE: ("etat--proche", "Visitée, attend la réponse"),
    StatutProposition.ACCEPTEE: ("etat--fait", "Acceptée"),
    StatutProposition.REFUSEE: ("", "Refusée"),
    StatutProposition.SANS_REPONSE: ("", "Sans réponse"),
    StatutProposition.RETIREE: ("", "Retirée"),
}
REFUS: Mapping[str, str] = {
    MotifRefus.LOYER: "loyer",
    MotifRefus.SECTEUR: "secteur",
    MotifRefus.TYPOLOGIE: "taille",
    MotifRefus.ETAT: "état du logement",
    MotifRefus.ACCESSIBILITE: "accessibilité",
    MotifRefus.SECURITE: "sécurité de la personne",
    MotifRefus.AUTRE: "autre motif",
}
MODES: Mapping[str, str] = {
    Mode.BAIL_DIRECT: "Bail direct",
    Mode.SOUS_LOCATION: "Sous-location",
    Mode.BAIL_GLISSANT: "Bail glissant",
    Mode.INDEMNITE_OCCUPATION: "Indemnité d’occupation (bail résilié)",
}
PIECES = {
    "ETAT_DES_LIEUX": "état des lieux",
    "ASSURANCE": "attestation d’assurance",
    "COMPTEURS": "relevé des compteurs",
}
CANDIDATURE = {
    "DEMANDE": "demande de logement",
    "PIECES": "pièces",
    "PRIORITE": "priorité reconnue",
    "AVIS": "avis de la MDL",
}
AVIS: Mapping[str, str] = {
    Avis.GLISSER: "le bail peut glisser",
    Avis.PROLONGER: "la sous-location est prolongée",
    Avis.NON_GLISSER: "le bail ne glisse pas",
}
CHAUFFAGES: Mapping[str, str] = {
    Chauffage.INDIVIDUEL: "Individuel",
    Chauffage.COLLECTIF: "Collectif",
}
__all__ = ["percent"]
TAILLES = {code: code for code in TYPOLOGIES}
MOTIFS_MUTATION: Mapping[str, str] = {
    MotifMutation.SUROCCUPATION: "logement trop petit",
    MotifMutation.SOUS_OCCUPATION: "logement trop grand",
    MotifMutation.LOYER: "loyer trop lourd",
    MotifMutation.SANTE: "santé",
    MotifMutation.SECURITE: "sécurité de la personne",
    MotifMutation.VOISINAGE: "voisinage",
}
ETATS_MUTATION: Mapping[str, tuple[str, str]] = {
    EtatMutation.DEMANDEE: ("etat--proche", "À instruire"),
    EtatMutation.ENGAGEE: ("etat--encours", "Engagée"),
    EtatMutation.NON_ENGAGEE: ("", "Non engagée"),
    EtatMutation.ARRETEE: ("", "Arrêtée"),
    EtatMutation.REALISEE: ("etat--fait", "Réalisée"),
}
PERTINENCES = {"FORTE": "d’engager une mutation", "NON": "de rester dans ce logement"}
OBJETS: Mapping[str, str] = {
    ObjetMediation.LOYER: "loyer et charges",
    ObjetMediation.VOISINAGE: "voisinage",
    ObjetMediation.TRAVAUX: "travaux",
    ObjetMediation.RELATION: "relations avec le bailleur",
}
ISSUES = {"ACCORD": "accord", "PARTIEL": "accord partiel", "ECHEC": "pas d’accord"}
DEMARCHES: Mapping[str, str] = {
    TypeDemarche.FSL_ACCES: "FSL accès",
    TypeDemarche.LOCAPASS: "Avance ou garantie du dépôt (Loca-Pass, Visale)",
    TypeDemarche.VISALE: "Garantie Visale",
    TypeDemarche.ENERGIE: "Énergie ouverte",
    TypeDemarche.EAU: "Eau ouverte",
    TypeDemarche.ASSURANCE: "Assurance habitation",
    TypeDemarche.EDL_ENTREE: "État des lieux d’entrée",
    TypeDemarche.EDL_COMPLEMENT: "Complément d’état des lieux",
    TypeDemarche.CAF_APL: "Aide au logement",
    TypeDemarche.CHANGEMENT_ADRESSE: "Changement d’adresse",
    TypeDemarche.SCOLARISATION: "Scolarisation",
    TypeDemarche.INTERNET: "Internet",
    TypeDemarche.DLS: "Demande de logement social",
    TypeDemarche.DALO: "Recours DALO",
    TypeDemarche.CAF_AUTRE: "Autre droit (RSA, AAH…)",
    TypeDemarche.FSL_MAINTIEN: "FSL maintien",
    TypeDemarche.SURENDETTEMENT: "Dossier de surendettement",
    TypeDemarche.MASP: "Mesure d’accompagnement (MASP)",
    TypeDemarche.AUTRE: "Autre démarche",
}
STATUTS: Mapping[str, tuple[str, str]] = {
    StatutDemarche.A_FAIRE: ("", "À faire"),
    StatutDemarche.DEPOSEE: ("etat--encours", "Déposée"),
    StatutDemarche.COMPLEMENT_DEMANDE: ("etat--proche", "Complément demandé"),
    StatutDemarche.ACCORDEE: ("etat--fait", "Accordée"),
    StatutDemarche.REFUSEE: ("etat--retard", "Refusée"),
    StatutDemarche.SANS_OBJET: ("", "Sans objet"),
}
# By when, while the day itself is not known.
QUAND: Mapping[str, str] = {
    TypeDemarche.FSL_ACCES: "avant la signature du bail",
    TypeDemarche.LOCAPASS: "avant la signature du bail",
    TypeDemarche.ENERGIE: "dix jours avant la remise des clés",
    TypeDemarche.EAU: "dix jours avant la remise des clés",
    TypeDemarche.ASSURANCE: "à la remise des clés",
    TypeDemarche.EDL_ENTREE: "à la remise des clés",
    TypeDemarche.EDL_COMPLEMENT: "dans les dix jours de l’état des lieux",
    TypeDemarche.CAF_APL: "avant la fin du mois de l’entrée",
}


def statut(ligne: Ligne) -> tuple[str, str]:
    """The mark and the words of where a démarche stands: what nobody grants is done."""
    mark, word = STATUTS[ligne.statut]
    is_done = ligne.type in A_FAIRE_SEULEMENT and ligne.statut is StatutDemarche.ACCORDEE
    return (mark, "Faite") if is_done else (mark, word)


def statuts(ligne: Ligne) -> dict[str, str]:
    """What may be chosen for a démarche."""
    only = {StatutDemarche.ACCORDEE: "Faite"} if ligne.type in A_FAIRE_SEULEMENT else {}
    return {code.value: only.get(code, STATUTS[code][1]) for code in ligne.statuts}


def surface(value: Decimal) -> str:
    """42.50 as « 42,5 m² »."""
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") + "\u00a0m²"


def reste(days: int) -> str:
    """How long the household has left to answer."""
    if days <= 0:
        return "Dernier jour pour répondre"
    return f"Il reste {days} jour{'s' if days > 1 else ''} pour répondre"
