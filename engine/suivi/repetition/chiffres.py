"""What the programme's page prints: households by volet, durations, outcomes (domain §1, §3.6)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean, median

from engine.core.calendar import add_months
from engine.suivi.dossiers.models import Statut
from engine.suivi.repetition.releve import Releve

DAYS_A_MONTH = 30.44
SIX, TWELVE = 6, 12


@dataclass(frozen=True)
class Volet:
    """Households of a volet: spotted, entered, not entered, and what became of the measures."""

    reperes: int
    avant_entree: int
    """Not entered yet, nor turned away, on the last day."""
    entres: int
    sans_suite: int
    en_cours: int
    sortis: int


@dataclass(frozen=True)
class Durees:
    """I04, over closed measures: months, and shares of 0 to 1 (None where none is closed)."""

    mesures: int
    moyenne: float | None
    mediane: float | None
    plus_de_6_mois: float | None
    plus_de_12_mois: float | None


def count_volet(releves: Sequence[Releve]) -> Volet:
    """How many households of a volet came to each point."""
    statuts = Counter(one.statut for one in releves)
    return Volet(
        reperes=len(releves),
        avant_entree=statuts[Statut.REPERE],
        entres=sum(one.date_entree is not None for one in releves),
        sans_suite=statuts[Statut.SANS_SUITE],
        en_cours=statuts[Statut.EN_COURS],
        sortis=statuts[Statut.CLOS],
    )


def count_durees(releves: Sequence[Releve]) -> Durees:
    """How long the closed ones among these measures lasted, from entry to exit."""
    spans = [
        (one.date_entree, one.date_sortie)
        for one in releves
        if one.statut == Statut.CLOS and one.date_entree and one.date_sortie
    ]
    if not spans:
        return Durees(0, None, None, None, None)
    months = [(sortie - entree).days / DAYS_A_MONTH for entree, sortie in spans]
    return Durees(
        len(spans), mean(months), median(months), _share(spans, SIX), _share(spans, TWELVE)
    )


def count_natures(releves: Sequence[Releve]) -> dict[str, int]:
    """I05: closed measures by the nature of their end."""
    return dict(Counter(one.nature for one in releves if one.nature))


def count_motifs(releves: Sequence[Releve]) -> dict[str, int]:
    """Closed measures by the reason of their end, the most frequent first."""
    found = Counter(one.motif for one in releves if one.nature and one.motif)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _share(spans: Sequence[tuple[date, date]], months: int) -> float:
    return sum(sortie > add_months(entree, months) for entree, sortie in spans) / len(spans)
