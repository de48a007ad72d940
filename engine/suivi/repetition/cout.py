"""What a path costs, and how: the page names no numerator (domain 0.1, 15)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Fiche projet: 78 000 € for two years (2015–2017), an avenant of 18 000 € for 2018.
BUDGET, BUDGET_MOIS = Decimal(96_000), 36
# Our arithmetic: 1 920 € × 35 = 67 200 € = 70 % of 96 000 € (domain §1); no page says so.
PART = Decimal("0.70")
FORMULE = (
    "coût d’un parcours = part × budget × mois ÷ 36 ÷ ménages, avec un budget de 96 000 € pour "
    "36 mois (78 000 € pour 2015-2017 et 18 000 € pour 2018) et une part de 70 %"
)
HYPOTHESES = (
    "La fiche projet dit 1 920 € sans dire de quoi : 1 920 € × 35 = 67 200 € = 70 % de 96 000 €. "
    "La part de 70 % est donc notre calcul, à confirmer par les partenaires.",
    "Le budget suit la durée, pas le nombre de ménages : répéter plus de ménages dit un coût plus "
    "bas, et des travailleurs sociaux plus chargés (voir la charge).",
    "« Par ménage » compte les ménages repérés, comme la fiche ; « par mesure », ceux qui entrent.",
)


@dataclass(frozen=True)
class Cout:
    """Euros: the financed share and the whole, by household and by measure that began."""

    par_menage: Decimal
    par_mesure: Decimal | None
    complet_par_menage: Decimal
    complet_par_mesure: Decimal | None


def count_cost(menages: int, mesures: int, mois: int) -> Cout:
    """Of so many households, of which so many entered, over so many months."""
    whole = BUDGET * mois / BUDGET_MOIS
    return Cout(
        _each(whole * PART, menages) or Decimal(0),
        _each(whole * PART, mesures),
        _each(whole, menages) or Decimal(0),
        _each(whole, mesures),
    )


def _each(amount: Decimal, count: int) -> Decimal | None:
    """Whole euros."""
    return (amount / count).quantize(Decimal(1), ROUND_HALF_UP) if count else None
