"""The words of the debt and of the procedure: for our codes, in French, made at display."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.core.french import day_fr
from engine.suivi.dettes.d4 import Issue, Proposition
from engine.suivi.dettes.models import StatutPlan
from engine.suivi.dettes.rapprocher import StatutEcheance
from engine.suivi.menages.montants import euros
from engine.suivi.procedures.delais import Limite
from engine.suivi.procedures.models import TypeEtape
from engine.suivi.regles.models import Regle

ETAPES: Mapping[str, str] = {
    TypeEtape.RELANCE: "Relance",
    TypeEtape.MISE_EN_DEMEURE: "Mise en demeure",
    TypeEtape.SIGNALEMENT_CAF: "Signalement à la CAF ou à la MSA",
    TypeEtape.COMMANDEMENT_PAYER: "Commandement de payer",
    TypeEtape.SAISINE_CCAPEX: "Saisine de la CCAPEX",
    TypeEtape.ASSIGNATION: "Assignation",
    TypeEtape.NOTIF_PREFET: "Notification au préfet",
    TypeEtape.DSF: "Diagnostic social et financier demandé",
    TypeEtape.AUDIENCE: "Audience",
    TypeEtape.JUGEMENT: "Jugement",
    TypeEtape.CQL: "Commandement de quitter les lieux",
    TypeEtape.CFP: "Concours de la force publique demandé",
    TypeEtape.PCS: "Protocole de cohésion sociale",
    TypeEtape.EXPULSION: "Expulsion programmée",
    TypeEtape.DESISTEMENT: "Procédure arrêtée",
}
DELAIS = {"P6W": "six semaines", "P2M": "deux mois"}
DECISIONS = {"DELAIS": "délais accordés", "RESILIATION": "bail résilié", "REJET": "demande rejetée"}
# What a limit asks, then what it says once it has both a raw and a put-off day.
LIMITES = {
    "FIN_COMMANDEMENT": "Fin du délai du commandement : payer, obtenir une aide ou convenir avant",
    "ASSIGNATION": "Pas d’assignation avant",
    "NOTIF_PREFET": "Assignation notifiée au préfet, au plus tard",
    "PREPARER_AUDIENCE": "Préparer l’audience à partir de",
    "DSF_REMISE": "Diagnostic social et financier remis au juge, au plus tard",
    "DSF_ENTRETIEN": "Entretien du diagnostic social et financier proposé, au plus tard",
    "QUITTER": "Fin du délai pour quitter les lieux",
    "CFP_SILENCE": "Concours de la force publique : le silence vaut refus",
}
ALERTES = {
    "ASSIGNATION_SANS_CCAPEX": "L’assignation est notée sans saisine de la CCAPEX ni signalement "
    "à la CAF : sans l’un des deux, elle est irrecevable.",
    "ASSIGNATION_TROP_TOT": "L’assignation précède la fin des deux mois après la saisine de la "
    "CCAPEX : elle risque d’être irrecevable.",
    "ASSIGNATION_AVANT_FIN_COMMANDEMENT": "L’assignation précède la fin du délai du commandement.",
    "CCAPEX_SANS_PREUVE": "La preuve de la saisine ou du signalement n’est pas notée : le juge la "
    "demande.",
    "PREFET_TARDIF": "L’assignation a été notifiée au préfet trop tard avant l’audience.",
    "PREFET_DISCUTE": "La notification au préfet tient les six semaines, pas les deux mois que des "
    "jugements de Dax retiennent encore.",
    "EXPULSION_EN_TREVE": "La date de l’expulsion tombe pendant la trêve hivernale.",
}
ECHEANCES = {
    StatutEcheance.A_VENIR: ("", "À venir"),
    StatutEcheance.PAYEE: ("etat--fait", "Réglée"),
    StatutEcheance.PARTIELLE: ("etat--retard", "Réglée en partie"),
    StatutEcheance.IMPAYEE: ("etat--retard", "Non réglée"),
    StatutEcheance.PAS_ENCORE_CONNU: ("etat--proche", "Pas encore connu"),
    StatutEcheance.GELEE: ("", "Gelée"),
}
PLANS = {
    StatutPlan.PROPOSE: ("etat--proche", "Proposé, attend l’accord de XL Habitat"),
    StatutPlan.ECARTE: ("", "Écarté"),
    StatutPlan.EN_COURS: ("etat--encours", "En cours"),
    StatutPlan.SUSPENDU: ("etat--proche", "Gelé : surendettement recevable"),
    StatutPlan.REMPLACE: ("", "Remplacé"),
    StatutPlan.ROMPU: ("", "Arrêté"),
    StatutPlan.SOLDE: ("etat--fait", "Soldé"),
}
ORIGINES = {"LOI": "loi", "FICHE_PROJET": "fiche projet", "A_CONFIRMER": "à confirmer"}
REGIMES = {
    "R2026": "régime jusqu’au 31/12/2026",
    "R2027": "régime depuis le 01/01/2027, à confirmer",
}
UNITES = {"ouverture": "", "part": "", "événement": "", "ordre": "", "jour et mois": ""}
CODES = {
    "LOYER_COURANT_PUIS_ECHEANCES": "le loyer courant, puis les échéances",
    "ACCORD_MENAGE": "l’accord du ménage",
    "FERMEE": "non, fermée",
    "OUVERTE": "oui, ouverte",
    "OUI": "oui",
    "NON": "non",
}


def valeur(regle: Regle) -> str:
    """The value of a rule as one reads it: « 450,00 € », « 42 jours », « 50 % »."""
    value: Any = regle.valeur
    if isinstance(value, dict):
        return f"du {_day(value['du'])} au {_day(value['au'])}"
    if value in CODES:
        return CODES[value]
    if regle.unite == "€":
        return euros(Decimal(value))
    if regle.unite == "part":
        return f"{int(Decimal(value) * 100)} %"
    return f"{value} {UNITES.get(regle.unite, regle.unite)}".strip()


def euros_dits(montant: str) -> str:
    """An amount kept as a text in an account."""
    return euros(Decimal(montant))


def jour_dit(day: str) -> str:
    """A day kept as an ISO text in an account."""
    return day_fr(date.fromisoformat(day))


def phrase(limite: Limite) -> str:
    """What a limit asks, by its code."""
    return LIMITES[limite.code]


def formule(found: Proposition) -> str:
    """D4's formula with this household's figures (domain 5.7)."""
    rules, left = found.parametres, found.reste_a_vivre or Decimal(0)
    share = int(rules.part * 100)
    return (
        f"{share} % × ({euros(left)} − {euros(rules.seuil)}), arrondis à {int(rules.pas)} € vers "
        f"le bas = {euros(found.capacite)} par mois"
    )


def proposition(found: Proposition) -> str:
    """What D4 proposes, in one sentence."""
    if found.issue is Issue.PLAN:
        last = found.montants[-1]
        usual = found.number - 1
        told = f"{usual} × {euros(found.capacite)} + {euros(last)}" if usual else euros(last)
        return f"{found.number} échéance{'s' if usual else ''} : {told}."
    if found.issue is Issue.PLAN_PARTIEL_ET_FSL_BDF:
        return (
            f"Il faudrait {found.needed} échéances, plus que les {found.parametres.most} permises. "
            f"Un plan partiel en règle {euros(sum(found.montants, Decimal(0)))} ; les "
            f"{euros(found.reste)} restants demandent le FSL ou la Banque de France."
        )
    if found.issue is Issue.ORIENTER_FSL_BDF:
        return (
            f"Moins de {euros(found.parametres.minimum)} par mois : orienter vers le FSL ou la "
            "Banque de France plutôt que vers un plan."
        )
    return ""


def _day(month_and_day: str) -> str:
    month, day = map(int, month_and_day.split("-"))
    return day_fr(date(2000, month, day), "d MMMM")
