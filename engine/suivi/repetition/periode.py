"""The months that are rehearsed."""

from dataclasses import dataclass
from datetime import date, datetime

from engine.core.calendar import add_months, at_paris

# A year that no rehearsal waits for: the same command gives the same result on any day. It
# begins the convention to come, and holds a 29 February.
DEBUT = date(2027, 1, 4)


@dataclass(frozen=True)
class Periode:
    """``mois`` months from ``debut``."""

    mois: int
    debut: date = DEBUT

    @property
    def dernier(self) -> date:
        """The first day that is not played."""
        return add_months(self.debut, self.mois)

    @property
    def jours(self) -> int:
        return (self.dernier - self.debut).days

    @property
    def commence(self) -> datetime:
        """The midnight, in Paris, of its first day."""
        return at_paris(self.debut, 0)

    @property
    def finit(self) -> datetime:
        """The midnight, in Paris, after its last day."""
        return at_paris(self.dernier, 0)
