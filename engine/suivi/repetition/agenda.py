"""What is still to happen: acts of people, due timers, promises; the earliest first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from uuid import UUID

from engine.suivi.repetition.regard import Seen

Act = Callable[[datetime], None]


@dataclass
class Agenda:
    """One queue. At the same instant: promises, e-mails, timers, acts by rank, name and turn."""

    acts: list[tuple[datetime, int, str, int, int, Act]] = field(default_factory=list)
    timers: list[tuple[datetime, int]] = field(default_factory=list)
    """Due instant and case; an entry that ``due`` does not say any more is passed over."""
    due: dict[UUID, datetime] = field(default_factory=dict)
    promised: datetime | None = None
    posted: datetime | None = None
    planned: int = 0

    def plan(self, at: datetime, rank: int, name: str, turn: int, act: Act) -> None:
        """What is alike in all comes in the order in which it was planned."""
        self.planned += 1
        heappush(self.acts, (at, rank, name, turn, self.planned, act))

    def note(self, moved: set[UUID], seen: Seen, at: datetime) -> None:
        """What the cases that have moved wait for now; what is late is due at once."""
        self.promised, self.posted = seen.promised, seen.posted
        for case in moved:
            due = seen.due.get(case)
            if due is None:
                self.due.pop(case, None)
            elif self.due.get(case) != max(due, at):
                self.due[case] = max(due, at)
                heappush(self.timers, (self.due[case], case.int))

    def next(self) -> datetime | None:
        """When something happens next."""
        self._pass_over()
        heads = [one for one in (self.promised, self.posted) if one]
        heads += [queue[0][0] for queue in (self.acts, self.timers) if queue]
        return min(heads, default=None)

    def is_promised(self, at: datetime) -> bool:
        return self.promised is not None and self.promised <= at

    def is_posted(self, at: datetime) -> bool:
        return self.posted is not None and self.posted <= at

    def take_timers(self, at: datetime) -> set[UUID]:
        """The cases with a timer due by then."""
        taken: set[UUID] = set()
        self._pass_over()
        while self.timers and self.timers[0][0] <= at:
            case = UUID(int=heappop(self.timers)[1])
            taken.add(case)
            self.due.pop(case, None)
            self._pass_over()
        return taken

    def take_act(self) -> Act:
        return heappop(self.acts)[-1]

    def _pass_over(self) -> None:
        while self.timers and self.due.get(UUID(int=self.timers[0][1])) != self.timers[0][0]:
            heappop(self.timers)
