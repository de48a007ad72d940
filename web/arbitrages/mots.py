"""The codes of an arbitrage in French."""

from web.dossiers.vie.mots import DEROGATIONS, PARTIES

__all__ = ["DEROGATIONS", "PARTIES"]

ETAPES = {
    "AVIS": (
        "Avis attendus",
        "Chaque partenaire donne son avis, sans lire d’abord celui de l’autre.",
    ),
    "DESACCORD": ("À décider ensemble", "Les deux avis diffèrent : la décision se prend à deux."),
    "CONDITIONS": (
        "Entrées sous conditions",
        "À la date dite, la MDL voit si les conditions sont remplies.",
    ),
    "AJOURNEMENT": ("Dossiers ajournés", "À la date dite, le pré-diagnostic est refait."),
    "ATTENTE": (
        "Liste d’attente",
        "Revue chaque mois, dans cet ordre, que les partenaires ont convenu.",
    ),
}
CHOIX = {
    "ENTREE": "Entrée",
    "ENTREE_CONDITIONNELLE": "Entrée sous conditions",
    "ATTENTE": "Liste d’attente",
    "AJOURNEMENT": "Ajournement",
    "REFUS": "Refus",
    "REORIENTATION": "Réorientation",
}
PROPOSITIONS = {
    "PROTEGER": "protéger d’abord",
    "REORIENTATION": "une réorientation",
    "AJOURNEMENT": "un ajournement",
    "ATTENTE": "la liste d’attente",
    "ENTREE": "l’entrée",
}
RAISONS = {
    "DANGER": "un danger est avéré",
    "HORS_TERRITOIRE": "hors du territoire",
    "AUTRE_MESURE": "un autre accompagnement est en cours",
    "SANS_ADHESION": "le ménage ne souhaite pas encore être accompagné",
    "DANS_LE_TERRITOIRE": "dans le territoire",
    "SANS_AUTRE_MESURE": "aucun autre accompagnement",
    "ADHESION": "le ménage le souhaite",
    "PLACE_LIBRE": "une place est libre",
    "AUCUNE_PLACE": "aucune place libre",
}
MOTIFS = {
    "SORTIE_HEBERGEMENT": "sortie d’hébergement",
    "IMPAYE": "impayé de loyer",
    "GESTION_BUDGET": "gestion du budget",
    "GESTION_ADMIN": "démarches administratives",
    "APPROPRIATION_LOGEMENT": "appropriation du logement",
    "TROUBLE_VOISINAGE": "trouble de voisinage",
    "PROCEDURE_EXPULSION": "procédure d’expulsion",
    "LOGEMENT_INADAPTE": "logement inadapté",
    "VIOLENCES": "violences",
    "ISOLEMENT": "isolement",
    "AUTRE": "autre",
}
REFUS = {
    "HORS_PUBLIC": "hors public",
    "HORS_TERRITOIRE": "hors territoire",
    "AUTRE_DISPOSITIF_ACTIF": "autre accompagnement en cours",
    "NON_ADHESION": "sans accord du ménage",
    "SITUATION_TROP_DEGRADEE": "accompagnement plus soutenu nécessaire",
    "PLACES_INDISPONIBLES": "aucune place",
    "DEJA_RESOLU": "situation déjà résolue",
    "AUTRE": "autre",
}
