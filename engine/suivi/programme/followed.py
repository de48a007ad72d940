"""A household on its way: what is still to happen to it, and every task it was asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.core.calendar import paris_day
from engine.suivi.programme.households import Household
from engine.suivi.programme.people import office_hour
from engine.suivi.programme.stories import Happening


@dataclass
class Followed:
    """One household; ``expected`` empties as things are planned."""

    household: Household
    expected: list[Happening] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def coming(self, message: str, at: datetime) -> Iterator[tuple[Happening, datetime]]:
        """What will be reported by that message, for which the case waits now; when."""
        for one in [known for known in self.expected if known.message == message]:
            if not one.once or one.once in self.asked:
                self.expected.remove(one)
                luck = self.household.luck("événement", message)
                day = paris_day(at) + timedelta(days=luck.randint(*one.days))
                yield one, office_hour(luck, day, at)
