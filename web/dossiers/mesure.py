"""The measure drawn: where today stands between the entry and the latest end (domain 2.1)."""

from dataclasses import dataclass
from datetime import date

from engine.core.calendar import add_months
from engine.suivi.dossiers.models import Dossier, Statut

LARGE = 1000
"""Units of the drawing's width."""
FROM_MONTH = 9
"""The first threshold (M + 9): from there on, the exit is prepared."""


@dataclass(frozen=True)
class Mesure:
    """A bar of ``LARGE`` units: what has gone by, the months, and where the exit is prepared."""

    debut: date
    fin: date
    passe: int
    sortie: int
    mois: list[int]
    reste: int
    """Days to go; negative past the end."""
    en_mois: int
    """Which month of it is running, from 1."""


def draw_measure(dossier: Dossier, today: date) -> Mesure | None:
    """The drawing of a measure that goes on; None before its entry and after its end."""
    debut, fin = dossier.date_entree, dossier.date_fin_max
    if dossier.statut != Statut.EN_COURS or debut is None or fin is None or fin <= debut:
        return None
    starts = [debut]
    while starts[-1] < fin:
        starts.append(add_months(debut, len(starts)))

    def at(day: date) -> int:
        return max(0, min(LARGE, round((day - debut).days * LARGE / (fin - debut).days)))

    return Mesure(
        debut=debut,
        fin=fin,
        passe=at(today),
        sortie=at(add_months(debut, FROM_MONTH)),
        mois=[at(day) for day in starts[1:-1]],
        reste=(fin - today).days,
        en_mois=max(1, sum(day <= today for day in starts)),
    )
