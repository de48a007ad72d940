"""What caseworkers of the trial write: no name, no place, nothing of anybody's health.

A line of the table: at which task (and volet), how the household is met, who is there, and what
is said in each class. What is not here is told by the forms themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Texts = tuple[str, ...]


@dataclass(frozen=True)
class Entretien:
    """A meeting beside a task, how often there is one, and its texts."""

    canal: str
    often: float = 1.0
    participants: tuple[str, ...] = ("MENAGE",)
    minutes: tuple[int, ...] = (30, 45, 60)
    partage: Texts = ()
    mdl: Texts = ()


@dataclass(frozen=True)
class Note:
    """A note beside a task, by whoever has done it."""

    classe: str
    often: float
    texts: Texts = field(default=())


ENTRETIENS: Mapping[str, Entretien] = {
    "information_partage": Entretien(
        "ENTRETIEN_BUREAU",
        partage=(
            "Le dispositif est présenté, avec ce qui serait partagé et ce qui ne le serait pas.",
            "Première rencontre. Le ménage pose des questions sur la durée et sur les visites.",
        ),
    ),
    "information_partage_bailleur": Entretien(
        "VAD",
        partage=(
            "Le dispositif est expliqué à domicile ; le ménage souhaite être aidé.",
            "Présentation de l’accompagnement et de ce qui serait partagé entre les partenaires.",
        ),
    ),
    "prediagnostic/MAINTIEN": Entretien(
        "VAD",
        minutes=(60, 75),
        partage=("Le ménage veut garder son logement et retrouver des relations apaisées.",),
        mdl=(
            "Courriers non ouverts depuis l’été : les reprendre ensemble, un par un.",
            "Reste à vivre faible en fin de mois. À revoir avec les trois derniers relevés.",
        ),
    ),
    "prediagnostic": Entretien(
        "ENTRETIEN_BUREAU",
        minutes=(60, 75, 90),
        partage=(
            "Situation passée en revue. Demande claire : un logement stable, proche du travail.",
            "Le ménage est prêt à élargir les secteurs demandés.",
        ),
        mdl=(
            "Reste à vivre faible en fin de mois. À revoir avec les trois derniers relevés.",
            "Très à l’aise à l’oral, moins avec les courriers : préférer le téléphone.",
            "Des démarches commencées et laissées en cours de route ; reprendre une par une.",
        ),
    ),
    "accord_menage": Entretien(
        "ENTRETIEN_BUREAU",
        partage=("Les engagements de chacun sont relus ; le ménage donne son accord.",),
    ),
    "diagnostic": Entretien(
        "VAD",
        minutes=(60, 90),
        partage=("Projet logement précisé : typologie, secteurs, loyer supportable.",),
        mdl=(
            "Budget repris ligne à ligne. L’épargne de précaution reste à construire.",
            "Bonne connaissance des droits et devoirs ; à soutenir pour l’énergie.",
        ),
    ),
    "diagnostic_maintien": Entretien(
        "VAD",
        minutes=(60, 90),
        partage=("Ce qui a changé dans l’année est repris : ressources, charges, logement.",),
        mdl=("Plusieurs petits crédits. Orienter vers le point conseil budget.",),
    ),
    "mediation": Entretien(
        "ENTRETIEN_BUREAU",
        participants=("MENAGE", "BAILLEUR"),
        partage=("Chacun a pu dire ce qui n’allait pas. Un relevé des engagements est signé.",),
    ),
    "reagir_impaye": Entretien(
        "TELEPHONE", minutes=(10, 15), partage=("Le loyer du mois est évoqué ; il sera versé.",)
    ),
    "traiter_incident": Entretien(
        "TELEPHONE", minutes=(10, 15), partage=("L’échéance manquée est comprise, et reportée.",)
    ),
    "reprendre_contact": Entretien(
        "TELEPHONE", 0.6, minutes=(5,), partage=("Contact repris, un rendez-vous est proposé.",)
    ),
    "bilan_intermediaire": Entretien(
        "ENTRETIEN_BUREAU", partage=("Ce qui a avancé et ce qui reste à faire, relu ensemble.",)
    ),
    "entretien_fin": Entretien(
        "ENTRETIEN_BUREAU",
        partage=("Le bilan est remis en main propre ; le ménage sait qui appeler ensuite.",),
    ),
}
NOTES: Mapping[str, tuple[Note, ...]] = {
    "avis_bailleur": (
        Note(
            "XLH",
            0.4,
            (
                "Vu avec l’agence : pas de trouble signalé dans l’immeuble précédent.",
                "À surveiller : deux rejets de prélèvement l’an dernier.",
            ),
        ),
    ),
    "remise_cles": (
        Note("XLH", 0.4, ("Logement remis propre ; robinet de la cuisine à revoir.",)),
    ),
    "strategie_recherche": (
        Note("BROUILLON", 0.5, ("Penser à rappeler l’école avant le prochain rendez-vous.",)),
    ),
    "acces_droits": (
        Note("BROUILLON", 0.4, ("Vérifier la date de la dernière déclaration trimestrielle.",)),
        Note("MDL", 0.4, ("Dossier d’aide complet ; réponse attendue sous un mois.",)),
    ),
    "evaluer_securite": (
        Note("VVC", 1.0, ("Plan de sécurité relu. Appeler seulement le mardi matin.",)),
    ),
    "proteger_personne": (
        Note("VVC", 1.0, ("La personne accepte que la référente unique la rappelle.",)),
    ),
}
IN_DANGER = (
    Note("VVC", 0.6, ("Joindre seule, en fin de matinée. Ne pas nommer le service au téléphone.",)),
)
"""Where the household may be in danger, at the steps after which it is met again."""
VISITS = frozenset({"visite_j15", "visite_j45", "suivi_mensuel", "suivi_budget"})
"""Tasks whose form tells of a contact by itself; the rendez-vous that it was is settled."""
MEETS_AGAIN = VISITS | {"accord_menage", "diagnostic", "diagnostic_maintien"}
"""After these, another rendez-vous is fixed."""
LAST = frozenset({"entretien_fin", "acter_abandon", "constater_rupture"})
"""With these, no rendez-vous stays."""
PRECISIONS: Mapping[str, Texts] = {
    "DOMICILE": ("", "", "Sonner à l’interphone"),
    "BUREAU": ("", "Accueil, 1er étage", "Salle de réunion"),
}
