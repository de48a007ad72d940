"""Who signs a project: the household and the MDL; the landlord as a rule to be confirmed says."""

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.projets.codes import Partie
from engine.suivi.regles.read import regles

REGLE = "SIGNATURE_BAILLEUR_PROJET"
"""OUI or NON (domain 0.1, point 11: to be confirmed)."""
ORGANISATION = {Partie.MDL: "MDL", Partie.BAILLEUR: "XLH"}


def required_parties(tx: Transaction, dossier: Dossier) -> list[Partie]:
    """Whose signatures make a version signed; never the landlord's on a restricted file."""
    rule = regles(tx, [REGLE], paris_day(tx.now)).get(REGLE)
    landlord = rule is not None and rule.valeur == "OUI" and not dossier.is_restreint
    return [Partie.MENAGE, Partie.MDL, *([Partie.BAILLEUR] if landlord else [])]
