"""The programme in motion: one loop takes the earliest next thing, until today.

A thing is a household spotted, a task done by its person, an event reported, or a timer due.
Each is done by the use cases that the doors call, in a transaction of its own, on a moved
clock. What a person cannot do (a file they no longer see, a form that they cannot answer)
stays open and is left at that: the rest goes on.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from uuid import UUID

from engine.bpm.messages.notices import HANDLERS
from engine.bpm.tasks.claim import claim_task
from engine.bpm.timers.fire import fire_due_timers
from engine.core.calendar import at_paris, is_ouvre, paris_day
from engine.core.errors import EngineError, TaskAlreadyClosed
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import relay
from engine.core.transaction import Database, Transaction
from engine.suivi.escalades.balayer import sweep
from engine.suivi.escalades.retards import late_tasks
from engine.suivi.programme.acts import do_task, report, spot
from engine.suivi.programme.followed import Followed
from engine.suivi.programme.households import Household
from engine.suivi.programme.look import Asked, awaited, is_promised, just_asked, next_due
from engine.suivi.programme.people import office_hour, when_done
from engine.suivi.programme.stories import Happening

logger = logging.getLogger(__name__)
Tell = Callable[[int, int], None]
TAKEN = 0.3
"""How often a task is taken in hand before the day when it is done."""
OFFICE_OPENS = 9
MOST_THINGS = 3_000
"""Things a household: a diagram that turns in circles does not hold the preparation up."""


@dataclass
class Motion:
    """Plays households on ``database``, by ``people`` (ids by login), until ``until``."""

    database: Database
    people: Mapping[str, UUID]
    until: datetime
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    """What could not be done: household, what, why."""
    followed: dict[UUID, Followed] = field(default_factory=dict)
    known: set[UUID] = field(default_factory=set)
    """Tasks that were seen: at one instant, two looks see the same ones."""
    agenda: list[tuple[datetime, int, str, int, Callable[[datetime], None]]] = field(
        default_factory=list
    )
    due: datetime | None = None
    told: date | None = None
    """The first day on which lateness has not been looked at."""

    def play(self, households: Iterable[Household], tell: Tell) -> None:
        """Everything that happens until then, the earliest first; ``tell`` hears who has come."""
        coming = list(households)
        for one in coming:
            self._plan(one.opens_at, one, "repérage", partial(self._spot, one))
        for _ in range(MOST_THINGS * len(coming)):
            if not self._do_next():
                break
            tell(len(self.followed), len(coming))
        tell(len(coming), len(coming))

    def _do_next(self) -> bool:
        """Do the earliest thing and look at what follows; False when all has happened."""
        planned = self.agenda[0][0] if self.agenda else self.until
        at = min(planned, self.due or self.until)
        if at >= self.until:
            self._tell_late(self.until)
            return False
        self._tell_late(at)
        if at == self.due:
            fire_due_timers(self.database, at=at)
        else:
            heappop(self.agenda)[-1](at)
        if self._look(at):
            relay(self.database, HANDLERS, at=at)
        return True

    def _tell_late(self, until: datetime) -> None:
        """Each working morning since the last thing, as the worker does: what is late is told.

        Not what the records remind of: they are settled once everything was played.
        """
        day = self.told or paris_day(until)
        while at_paris(day, OFFICE_OPENS) <= until:
            morning = at_paris(day, OFFICE_OPENS)
            if is_ouvre(day) and sweep(self.database, at=morning, sources=[late_tasks]):
                relay(self.database, HANDLERS, at=morning)
            day += timedelta(days=1)
        self.told = day

    def _look(self, at: datetime) -> bool:
        """What is newly asked, what can be reported, when a timer is due; True: keep a promise."""
        wanted = {
            case: {one.message for one in followed.expected}
            for case, followed in self.followed.items()
            if followed.expected
        }
        with self.database.transaction(SYSTEM, read_only=True, at=at) as tx:
            asked = just_asked(tx)
            subscribed = awaited(tx, wanted)
            due, promised = next_due(tx), is_promised(tx)
        self.due = due if due is None else max(due, at)
        for task in asked:
            if task.id not in self.known and task.instance_id in self.followed:
                self._ask(task, at)
        for case, message in subscribed:
            self._expect(case, message, at)
        return promised

    def _ask(self, task: Asked, at: datetime) -> None:
        """Somebody will do this task, in their own time, and may take it in hand before."""
        self.known.add(task.id)
        followed = self.followed[task.instance_id]
        followed.asked.add(task.element)
        household = followed.household
        colleague = household.team.get(task.group_code)
        if colleague is None:
            return  # a trade that a changed house has, and the trial has nobody of
        luck = household.luck("délai", task.element, household.turn(f"délai/{task.element}"))
        done = when_done(colleague, luck, at, task.due_on, household.story.slow)
        taken = office_hour(luck, paris_day(at), at)
        if luck.random() < TAKEN and taken < done:
            self._plan(taken, household, task.element, partial(self._take, household, task))
        if task.element not in household.story.left:
            self._plan(done, household, task.element, partial(self._do, household, task))

    def _expect(self, case: UUID, message: str, at: datetime) -> None:
        """The case waits for this message: it will be reported some days later."""
        followed = self.followed[case]
        for one, told in followed.coming(message, at):
            act = partial(self._report, followed.household, case, one)
            self._plan(told, followed.household, message, act)

    def _plan(
        self, at: datetime, household: Household, name: str, act: Callable[[datetime], None]
    ) -> None:
        """On the agenda; at the same minute by household, name and turn, never by chance."""
        turn = household.turn(f"agenda/{name}")
        heappush(self.agenda, (at, household.number, name, turn, act))

    def _spot(self, household: Household, at: datetime) -> None:
        with self._acting(household, household.story.door, "repérage", at) as tx:
            case = spot(tx, household)
            self.followed[case] = Followed(household, list(household.story.happenings))

    def _do(self, household: Household, task: Asked, at: datetime) -> None:
        with self._acting(household, task.group_code, task.element, at) as tx:
            do_task(tx, household, task)

    def _report(self, household: Household, case: UUID, one: Happening, at: datetime) -> None:
        with self._acting(household, one.by, one.message, at) as tx:
            report(tx, household, case, one.message)

    def _take(self, household: Household, task: Asked, at: datetime) -> None:
        with self._acting(household, task.group_code, task.element, at) as tx:
            claim_task(tx, task.id)

    @contextmanager
    def _acting(
        self, household: Household, group: str, what: str, at: datetime
    ) -> Iterator[Transaction]:
        """A transaction of the household's person of that group; a refusal is noted, no more."""
        try:
            with self.database.transaction(self.people[household.team[group].login], at=at) as tx:
                yield tx
        except TaskAlreadyClosed:
            pass  # something else has ended it in the meantime
        except Exception as error:
            self.refused.append((household.number, what, type(error).__name__))
            if not isinstance(error, EngineError):
                logger.exception("household %s, %s", household.number, what)
