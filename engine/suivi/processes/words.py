"""What the variables that no form asks are called: those of actions, calculations and decisions.

``variable=VALUE`` says how a value reads. A word here wins over the label of a field.
"""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "date_entree": "l’accord du ménage",
    "date_fin_max": "la fin de la mesure",
    "limite_commandement": "la fin du délai du commandement",
    "impaye_constitue.signaler_avant": "la limite donnée par le barème",
    "impaye_constitue.constitue": "impayé constitué",
    "a_revoir_le": "la date « À revoir le »",
    "porte": "porte",
    "porte=BAILLEUR": "le bailleur",
    "volet": "volet",
    "volet=ACCES": "accès",
    "volet=MAINTIEN": "maintien",
    "volets": "volets ouverts",
    "volets=MAINTIEN": "le maintien",
    "issue_proposition": "issue des propositions",
    "issue_proposition=TROIS_REFUS": "trois refus",
    "refus_comptes": "refus comptés",
    "incidents": "incidents de suite",
    "plan_gele": "plan gelé",
    "op_derniere": "fin de la dernière ordonnance",
    "plan_en_cours": "un plan est en cours",
    "dispositif_actif=AUCUN": "aucun",
    "dispositif_actif=ASLL": "ASLL",
    "dispositif_actif=AVDL_AUTRE": "autre AVDL",
    "dispositif_actif=MASP": "MASP",
    "proposition=PROTEGER": "protéger d’abord",
    "proposition=REORIENTATION": "réorientation",
    "proposition=AJOURNEMENT": "ajournement",
    "proposition=ATTENTE": "liste d’attente",
    "proposition=ENTREE": "entrée",
    "examen_le": "le jour de l’examen à préparer",
    "prefet_avant": "le dernier jour pour informer le préfet",
    "bail_a_examiner": "un examen du bail reste à faire",
    "bail_a_examiner=OUI": "oui",
    "mode_propose=DECISION_HUMAINE": "à décider par les personnes",
    "mode_propose=SOUS_LOCATION": "sous-location",
    "mode_propose=BAIL_GLISSANT": "bail glissant",
    "mode_propose=BAIL_DIRECT": "bail direct",
    "pertinence=FORTE": "forte",
}
