"""Taux d'effort and reste à vivre, each with its formula in words and numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from engine.core.french import NBSP
from engine.suivi.menages.montants import CENT, euros

ZERO = Decimal("0.00")


class TypeRessource(StrEnum):
    """What a person receives each month. The housing aid is apart: it is deducted from the rent."""

    SALAIRE = "SALAIRE"
    RSA = "RSA"
    PRIME_ACTIVITE = "PRIME_ACTIVITE"
    ARE = "ARE"
    AAH = "AAH"
    RETRAITE = "RETRAITE"
    ASPA = "ASPA"
    PENSION_INVALIDITE = "PENSION_INVALIDITE"
    IJ = "IJ"
    PENSION_ALIMENTAIRE = "PENSION_ALIMENTAIRE"
    PF = "PF"
    AUTRE = "AUTRE"


class TypeCharge(StrEnum):
    """What the household pays each month; the first three make the taux d'effort."""

    LOYER = "LOYER"
    ANNEXES = "ANNEXES"
    CHARGES = "CHARGES"
    ENERGIE = "ENERGIE"
    EAU = "EAU"
    ASSURANCE = "ASSURANCE"
    CREDIT = "CREDIT"
    PENSION_VERSEE = "PENSION_VERSEE"
    TRANSPORT = "TRANSPORT"
    AUTRE = "AUTRE"


DU_LOGEMENT = {
    TypeCharge.LOYER: "loyer",
    TypeCharge.ANNEXES: "loyer des annexes",
    TypeCharge.CHARGES: "charges récupérables",
}
NO_LAW = "Aucune formule légale : à confirmer par les partenaires."


@dataclass(frozen=True)
class Calcul:
    """A figure, or none; the formula that gives it; what else must be said of it."""

    valeur: Decimal | None
    formule: str
    dit: str


@dataclass(frozen=True)
class Budget:
    """Monthly amounts in euros. ``ages`` are those of who lives there; None where not known."""

    ressources: Sequence[Decimal]
    charges: Mapping[str, Decimal]
    aide: Decimal = ZERO
    ages: Sequence[int | None] = field(default=())

    @property
    def total_ressources(self) -> Decimal:
        return sum(self.ressources, ZERO)

    @property
    def total_charges(self) -> Decimal:
        return sum(self.charges.values(), ZERO)

    @property
    def taux_effort(self) -> Calcul:
        """Percent, two decimals (arrêté du 10 mars 2011; domain 3.2)."""
        return taux_effort(self)

    @property
    def reste_a_vivre(self) -> Calcul:
        """Euros a month; no legal formula (domain 3.2)."""
        return reste_a_vivre(self)


def taux_effort(budget: Budget) -> Calcul:
    """(loyer principal + annexes + charges récupérables − aide au logement) ÷ ressources, percent.

    Arrêté du 10 mars 2011. None without a rent or without resources, and said in words.
    """
    if not budget.charges.get(TypeCharge.LOYER):
        return Calcul(None, "", "Aucun loyer n’est noté à cette date : pas de taux d’effort.")
    parts = {w: budget.charges[code] for code, w in DU_LOGEMENT.items() if code in budget.charges}
    depense = max(ZERO, sum(parts.values(), ZERO) - budget.aide)
    ressources = budget.total_ressources
    told = " + ".join(f"{word} {euros(amount)}" for word, amount in parts.items())
    formula = f"({told} − aide au logement {euros(budget.aide)}) ÷ ressources {euros(ressources)}"
    if not ressources:
        words = "Aucune ressource à cette date : le taux ne se calcule pas, le ménage ne peut"
        return Calcul(None, formula, f"{words} payer aucun loyer sans aide.")
    rate = (depense * 100 / ressources).quantize(CENT, ROUND_HALF_UP)
    shown = f"{euros(depense)} ÷ {euros(ressources)} = {percent(rate)}"
    covered = "L’aide au logement couvre toute la dépense." if not depense else ""
    return Calcul(rate, f"{formula} = {shown}", covered)


def reste_a_vivre(budget: Budget) -> Calcul:
    """ressources + aide au logement − charges, loyer compris, in euros a month.

    With a word a consumption unit (INSEE scale) where ages are known: an advice, no rule.
    """
    left = budget.total_ressources + budget.aide - budget.total_charges
    formula = (
        f"ressources {euros(budget.total_ressources)} + aide au logement {euros(budget.aide)} "
        f"− charges {euros(budget.total_charges)} = {euros(left)}"
    )
    units = unites_consommation(budget.ages)
    if units is None or left <= 0:
        return Calcul(left, formula, NO_LAW)
    each = (left / units).quantize(CENT, ROUND_HALF_UP)
    told = f"{units:f}".rstrip("0").rstrip(".").replace(".", ",")
    advice = (
        f"Soit {euros(each)} par mois et par unité de consommation ({told}), à titre indicatif."
    )
    return Calcul(left, formula, f"{NO_LAW} {advice}")


def unites_consommation(ages: Sequence[int | None]) -> Decimal | None:
    """INSEE's scale: 1 for the first adult, 0.5 for each other from 14, 0.3 under 14.

    None when somebody's age is not known.
    """
    known = [age for age in ages if age is not None]
    if not known or len(known) < len(ages):
        return None
    others = sorted(known, reverse=True)[1:]
    return Decimal(1) + sum((Decimal("0.5" if age >= 14 else "0.3") for age in others), Decimal(0))


def percent(rate: Decimal) -> str:
    """26.91 as « 26,91 % »."""
    return f"{rate:.2f}".replace(".", ",") + f"{NBSP}%"
