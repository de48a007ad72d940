"""The taux d'effort of a rent, by the household's last budget: for those who read the budget."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from engine.core.transaction import Transaction
from engine.suivi.dettes.montants import ZERO
from engine.suivi.dossiers.models import Dossier
from engine.suivi.logements.codes import Chauffage
from engine.suivi.logements.models import Logement
from engine.suivi.menages.effort import DU_LOGEMENT, Calcul, TypeCharge
from engine.suivi.menages.situations import read_situations


@dataclass(frozen=True)
class EffortDuLogement:
    """Without any housing aid, then with the one of today: that of the new home is not known."""

    au: date
    """The day of the budget."""
    sans_aide: Calcul
    avec_aide: Calcul | None
    is_heated_apart: bool
    """An individual heating adds a flat sum to the charges (arrêté du 10 mars 2011)."""


def effort_of(tx: Transaction, dossier: Dossier, logement: Logement) -> EffortDuLogement | None:
    """What this rent would weigh; None without a rent, a budget, or the right to read it."""
    if logement.loyer is None:
        return None
    found = read_situations(tx, dossier)
    if not found:
        return None
    budget = found[0].budget
    others = {code: v for code, v in budget.charges.items() if code not in DU_LOGEMENT}
    home: dict[str, Decimal] = {
        TypeCharge.LOYER: logement.loyer,
        TypeCharge.ANNEXES: logement.annexes or ZERO,
        TypeCharge.CHARGES: logement.charges or ZERO,
    }
    proposed = replace(budget, charges={**others, **_said(home)}, aide=ZERO)
    with_aid = replace(proposed, aide=budget.aide).taux_effort if budget.aide else None
    is_apart = logement.chauffage == Chauffage.INDIVIDUEL
    return EffortDuLogement(found[0].au, proposed.taux_effort, with_aid, is_apart)


def _said(home: dict[str, Decimal]) -> dict[str, Decimal]:
    return {code: amount for code, amount in home.items() if amount}
