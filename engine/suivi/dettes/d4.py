"""D4: what plan a household's means allow. It proposes; people decide (domain 5.7).

capacité = 50 % × max(0, reste à vivre − seuil), rounded down to 5 €. Every figure of that
sentence is a dated rule, to be confirmed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from engine.core.transaction import Transaction
from engine.suivi.dettes.echeancier import by_amount, number_for
from engine.suivi.dettes.montants import CENT, ZERO
from engine.suivi.regles.read import values

CODES = {
    "part": "PLAN_PART_CAPACITE",
    "pas": "PLAN_PAS",
    "seuil": "RESTE_A_VIVRE_SEUIL",
    "minimum": "PLAN_MENSUALITE_MIN",
    "most": "PLAN_ECHEANCES_MAX",
}


class Issue(StrEnum):
    """What D4 proposes."""

    PLAN = "PLAN"
    PLAN_PARTIEL_ET_FSL_BDF = "PLAN_PARTIEL_ET_FSL_BDF"
    ORIENTER_FSL_BDF = "ORIENTER_FSL_BDF"
    SANS_DETTE = "SANS_DETTE"
    INCONNUE = "INCONNUE"
    """The debt or the means are not known."""


@dataclass(frozen=True)
class Parametres:
    """The rules that D4 reads, at the day of the proposal."""

    part: Decimal
    pas: Decimal
    seuil: Decimal
    minimum: Decimal
    most: int


@dataclass(frozen=True)
class Proposition:
    """A proposal with what it was computed from, so that the page can show its formula."""

    issue: Issue
    dette: Decimal | None
    reste_a_vivre: Decimal | None
    parametres: Parametres
    capacite: Decimal = ZERO
    """What the household can put aside each month, in whole steps."""
    needed: int = 0
    """How many instalments the whole debt would take at that pace."""
    montants: tuple[Decimal, ...] = ()
    """The instalments that are proposed; of a partial plan, what 36 of them settle."""

    @property
    def number(self) -> int:
        return len(self.montants)

    @property
    def reste(self) -> Decimal:
        """What a partial plan leaves to be settled otherwise."""
        return max((self.dette or ZERO) - sum(self.montants, ZERO), ZERO)


def parametres(tx: Transaction, on: date) -> Parametres:
    """The rules of D4 on that day, read at once; RegleInconnue when one does not hold."""
    found = values(tx, list(CODES.values()), on)
    said = {name: Decimal(str(found[code])) for name, code in CODES.items()}
    most = int(said.pop("most"))
    return Parametres(**said, most=most)


def propose(dette: Decimal | None, reste_a_vivre: Decimal | None, rules: Parametres) -> Proposition:
    """D4 on a debt and a monthly reste à vivre, in euros; INCONNUE when one is missing.

    Whether the current rent is paid again changes nothing of it: it is advice on the page.
    """
    if dette is not None and dette < CENT:
        return Proposition(Issue.SANS_DETTE, dette, reste_a_vivre, rules)
    if dette is None or reste_a_vivre is None:
        return Proposition(Issue.INCONNUE, dette, reste_a_vivre, rules)
    capacite = capacity(reste_a_vivre, rules)
    if capacite < rules.minimum:
        return Proposition(Issue.ORIENTER_FSL_BDF, dette, reste_a_vivre, rules, capacite)
    needed = number_for(dette, capacite)
    issue = Issue.PLAN if needed <= rules.most else Issue.PLAN_PARTIEL_ET_FSL_BDF
    montants = by_amount(dette, capacite) if needed <= rules.most else [capacite] * rules.most
    return Proposition(issue, dette, reste_a_vivre, rules, capacite, needed, tuple(montants))


def capacity(reste_a_vivre: Decimal, rules: Parametres) -> Decimal:
    """What is left above the threshold, its share, in whole steps: 620 € gives 85 € (domain)."""
    share = rules.part * max(ZERO, reste_a_vivre - rules.seuil)
    steps = (share / rules.pas).to_integral_value(ROUND_FLOOR)
    return (steps * rules.pas).quantize(CENT)
