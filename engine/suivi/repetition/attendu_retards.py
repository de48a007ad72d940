"""Who must be told of a late task, and when, said again apart from table D6 and from the sweep.

Source: domain §5.7 (D6: +1 whoever has the task, +3 whoever replaces them, +5 the chef of their
side, +10 the other side's too; halved from the assignation) and §0.1, 14 (each person once), §5.8
(never on a week-end nor on a public holiday). Nothing here is read from the table nor computed by
the functions that decide: a table that loses a line cannot change what is expected.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.suivi.repetition.attendu import eight_oclock, worked

ASSIGNE, REMPLACANT, CHEF, AUTRE_CHEF = "assigné", "remplaçant", "son chef", "l’autre chef"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Degre:
    """So many working days late, and who is told then."""

    jours: int
    qui: str

    @property
    def code(self) -> str:
        return f"R{self.jours}"

    @property
    def libelle(self) -> str:
        return f"Retard, + {self.jours} : {self.qui}"


DEGRES = (Degre(1, ASSIGNE), Degre(3, REMPLACANT), Degre(5, CHEF), Degre(10, AUTRE_CHEF))
CHEFS = {"MDL": ("MDL_CHEF", "XLH_PILOTE"), "XLH": ("XLH_PILOTE", "MDL_CHEF")}
"""Of whose task it is (the référente unique’s is the MDL’s): their own chef, then the other."""


def chef(metier: str, qui: str) -> str:
    """Which chef a degree means, for a task of that trade."""
    own, other = CHEFS["XLH" if metier.startswith("XLH_") else "MDL"]
    return own if qui == CHEF else other


def mornings(due: date, since: datetime, until: datetime) -> Iterator[tuple[int, datetime]]:
    """Each working morning on which a task due then is late, and how many working days late.

    ``since``: when it was asked, itself left out; ``until``: when it was done, or the last instant
    that is played.
    """
    day, late = due, 0
    while True:
        day += DAY
        at = eight_oclock(day)
        if at > until:
            return
        if worked(day) != day:
            continue
        late += 1
        if at > since:
            yield late, at
