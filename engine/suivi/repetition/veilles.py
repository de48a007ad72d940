"""What the program does by itself, at its hours: the jobs of `workers/schedule.py` in a rehearsal.

Timers and promises are not here: the agenda plays them at their own instant. What beat asks for
again and again for the sake of machines that stop is played once, at the first hour when it has
something to do; `LAISSEES` says what is not played at all, and why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.bpm.messages.digest import HOUR, plan_round
from engine.bpm.messages.stuck import show_stuck
from engine.core.calendar import at_paris, is_ouvre, paris_day
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.suivi.conservation.annoncer import announce
from engine.suivi.escalades.balayer import OPENS, sweep
from engine.suivi.revues.convene import open_due_revue

MONDAY = 0
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Veille:
    """A job of the schedule: its name there, its hour in Paris, on which days it is played."""

    nom: str
    heure: int
    is_due: Callable[[date], bool]
    work: Callable[[Database, datetime], object]
    """What it gives back is true when something may follow from it."""

    def next_after(self, at: datetime) -> datetime:
        """The first of its instants that is not before ``at``."""
        day = paris_day(at)
        while not self.is_due(day) or at_paris(day, self.heure) < at:
            day += DAY
        return at_paris(day, self.heure)


def _is_monday(day: date) -> bool:
    return day.weekday() == MONDAY


def _announce(database: Database, at: datetime) -> int:
    with database.transaction(SYSTEM, at=at) as tx:
        announce(tx)
    return 0


def _plan_digests(database: Database, at: datetime) -> int:
    plan_round(database, at=at)
    return 1


VEILLES: Sequence[Veille] = (
    Veille("stuck", 7, _is_monday, lambda database, at: show_stuck(database, at=at)),
    Veille("retention", 7, _is_monday, _announce),
    Veille("reviews", OPENS, is_ouvre, lambda database, at: open_due_revue(database, at=at)),
    Veille("digests", HOUR, _is_monday, _plan_digests),
    Veille("alerts", OPENS, is_ouvre, lambda database, at: sweep(database, at=at)),
)
JOUEES_AILLEURS = frozenset({"timers", "relay", "mails"})
"""At their own instant, by the agenda."""
LAISSEES: Mapping[str, str] = {
    "messages": "Personne n’annonce un événement que son dossier n’attend pas encore.",
    "proofs": "Les diagrammes ne changent pas pendant la répétition.",
}
"""What of the schedule is not played, and why."""
