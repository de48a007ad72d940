"""The volet's codes in French; danger is told in words, never in colours (domain 0.1, 16)."""

from collections.abc import Mapping

DANGERS: Mapping[str, str] = {
    "NON_EVALUE": "Non abordé",
    "AUCUN_ELEMENT": "Aucun élément repéré",
    "A_SURVEILLER": "À surveiller",
    "IMMEDIAT": "Danger immédiat",
}
ORDONNANCES: Mapping[str, str] = {
    "AUCUNE": "Aucune",
    "DEMANDEE": "Demandée",
    "ACCORDEE": "Accordée",
    "REFUSEE": "Refusée",
}
AIDES: Mapping[str, str] = {
    "NON_DEMANDEE": "Non demandée",
    "DEMANDEE": "Demandée",
    "VERSEE": "Versée",
    "REFUSEE": "Refusée",
}
REPERES: Mapping[str, str] = {
    "NUMEROS": "Numéros d’urgence connus",
    "MOT_CODE": "Mot code convenu",
    "PERSONNE_RELAIS": "Personne relais prévenue",
    "PAPIERS": "Papiers mis à l’abri",
    "SAC": "Sac prêt",
    "SORTIES": "Sorties repérées",
    "TELEPHONE": "Téléphone sûr",
    "ENFANTS": "Consignes données aux enfants",
    "ECOLE": "École prévenue",
    "COMPTES": "Comptes et mots de passe changés",
    "SERRURES": "Serrures changées",
    "LIEU_SUR": "Lieu sûr où aller",
}
ABRIS: Mapping[str, str] = {
    "URGENCE": "Urgence",
    "MOYENNE": "Moyenne durée",
    "LONGUE": "Longue durée",
}
DEMARCHES: Mapping[str, str] = {
    "PREAVIS_REDUIT": "Préavis réduit à un mois",
    "DESOLIDARISATION": "Désolidarisation du bail",
    "SERRURES": "Changement de serrures",
    "TGD": "Téléphone grave danger",
    "PLAINTE": "Plainte",
}
LOGEMENTS: Mapping[str, str] = {
    "BAIL_DIRECT": "Logement en bail direct",
    "BAIL_GLISSANT": "Logement en bail glissant",
    "HEBERGEMENT": "Hébergement de moyenne ou longue durée",
    "MAINTIEN": "Chez elle, l’autre étant parti",
}
SIGNES: Mapping[str, str] = {
    "oppi": "Ordonnance provisoire de protection immédiate",
    "tgd": "Téléphone grave danger",
    "plainte": "Plainte déposée",
    "adresse_confidentielle": "Adresse à garder confidentielle",
}


def words() -> dict[str, Mapping[str, str]]:
    """All of them, by the name that templates give them."""
    return {
        "DANGERS": DANGERS,
        "ORDONNANCES": ORDONNANCES,
        "AIDES": AIDES,
        "REPERES": REPERES,
        "ABRIS": ABRIS,
        "DEMARCHES": DEMARCHES,
        "LOGEMENTS": LOGEMENTS,
        "SIGNES": SIGNES,
    }
