"""French words of the accesses: what was read, what was said of it."""

AVIS = {"JUSTIFIE": "Justifié", "PROBLEME": "Problème signalé"}
OBJETS = {
    "parcours": "Parcours",
    "tache": "Une tâche",
    "identite": "Ménage",
    "composition": "Composition du ménage",
    "coordonnees": "Coordonnées",
    "budget": "Ressources et charges",
    "dette": "Dette",
    "compte": "Compte du locataire",
    "procedure": "Procédure",
    "logement": "Logement",
    "projet": "Projet",
    "consentements": "Accords",
    "demarches": "Démarches",
    "accompagnement": "Accompagnement",
    "notes_mdl": "Notes de la MDL",
    "notes_bailleur": "Notes du bailleur",
    "documents": "Liste des documents",
    "violences": "Accompagnement spécifique",
    "revue": "Revue",
    "vie": "Vie du dossier",
    "consultations": "Qui a consulté",
    "document_partage": "Un document partagé",
    "document_mdl": "Un document de la MDL",
    "document_xlh": "Un document du bailleur",
    "document_vvc": "Un document de l’accompagnement spécifique",
    "document_brouillon": "Un brouillon personnel",
}


def objet(code: str) -> str:
    """What a line of the log calls the part that was read."""
    return OBJETS.get(code, "Une partie du dossier")
