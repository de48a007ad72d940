"""A rehearsal in motion: one queue, the earliest next thing first, from the first day to the last.

A thing is a household spotted, a task done by its person, an event reported, an absence entered,
a timer due, or a promise due. Each is done by the use cases that the doors call, in transactions
of their own, and the clock jumps from one to the next. After each, only the cases that moved are
looked at: what a household costs does not depend on how many there are.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from engine.bpm.tasks.claim import claim_task
from engine.bpm.timers.fire import fire_due_timers
from engine.core.calendar import add_ouvres, at_paris, paris_day
from engine.core.errors import (
    EngineError,
    NotAllowed,
    NotFound,
    TaskAlreadyClosed,
    TaskClaimedByAnother,
)
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import Handler, relay
from engine.core.transaction import Database, Transaction
from engine.suivi.programme.households import Household
from engine.suivi.programme.people import Colleague, office_hour
from engine.suivi.programme.stories import Happening
from engine.suivi.repetition.actes import do_task, leave, report, spot
from engine.suivi.repetition.agenda import Act, Agenda
from engine.suivi.repetition.ecoute import Ecoute
from engine.suivi.repetition.gens import Absence, Delai, Presence, usual
from engine.suivi.repetition.regard import Asked, Seen, look

logger = logging.getLogger(__name__)
Tell = Callable[[datetime], None]
TAKEN = 0.3
"""How often a task is taken in hand before the day when it is done."""
REMINDED, BACK = (1, 3), (1, 3)
"""Working days: from a reminder to what was forgotten; from a return to what has waited for it."""
MOST_THINGS = 5_000
"""Things a household: a diagram that turns in circles does not hold the rehearsal up."""
MOST_ROUNDS = 10
"""Promises that make promises, at one instant."""
NOT_MINE = (NotFound, NotAllowed, TaskClaimedByAnother)


@dataclass
class Followed:
    """A household on its way: what may still happen to it, and the tasks that it was asked."""

    household: Household
    expected: list[Happening] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    forgotten: dict[UUID, Asked] = field(default_factory=dict)


@dataclass
class Joueur:
    """Plays households on ``database``, by ``gens`` (ids by login), until ``until``."""

    database: Database
    gens: Mapping[str, UUID]
    until: datetime
    presence: Presence = field(default_factory=Presence)
    delai: Delai = usual
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    """What could not be done: household (0: an absence), what, why."""
    followed: dict[UUID, Followed] = field(default_factory=dict)
    """By case: one that opens apart is of the household whose act has opened it."""
    agenda: Agenda = field(default_factory=Agenda)
    ecoute: Ecoute = field(default_factory=Ecoute)
    handlers: Mapping[str, Handler] = field(default_factory=dict)
    done: set[UUID] = field(default_factory=set)
    moved: set[UUID] = field(default_factory=set)
    is_quiet: bool = False
    oublis: int = 0
    rappeles: int = 0
    remplacees: int = 0

    def play(self, menages: Iterable[Household], tell: Tell) -> None:
        """Everything that happens until then; ``tell`` hears how far the clock has come."""
        coming = list(menages)
        self.handlers = self.ecoute.handlers()
        for one in coming:
            self._plan(one.opens_at, one, "repérage", partial(self._spot, one))
        for rank, absence in enumerate(self.presence.absences):
            at = at_paris(absence.du, 8)
            self.agenda.plan(at, 0, absence.login, rank, partial(self._leave, absence))
        for _ in range(MOST_THINGS * len(coming)):
            following = self.agenda.next()
            if following is None or following >= self.until:
                break
            self._do_next(following)
            tell(following)
        tell(self.until)

    def _do_next(self, at: datetime) -> None:
        """Do the earliest thing, keep what it promises, and look at what follows."""
        self.moved, self.is_quiet = set(), False
        if not self.agenda.is_promised(at):
            if due := self.agenda.take_timers(at):
                fire_due_timers(self.database, at=at)
                self.moved |= due
            else:
                self.agenda.take_act()(at)
        for _ in range(0 if self.is_quiet else MOST_ROUNDS):
            relay(self.database, self.handlers, at=at)
            self._look(at)
            if not self.agenda.is_promised(at):
                break

    def _look(self, at: datetime) -> None:
        """Plan what follows from what has moved, and from what was heard."""
        heard = self.ecoute.empty()
        self._adopt(heard.moved)
        moved = (self.moved | heard.moved) & self.followed.keys()
        wanted = {
            case: {one.message for one in self.followed[case].expected}
            for case in moved
            if self.followed[case].expected
        }
        with self.database.transaction(SYSTEM, read_only=True, at=at) as tx:
            seen = look(tx, moved, heard.announced, wanted)
        self.agenda.note(moved, seen, at)
        self._follow(seen, at)
        for case, group in heard.reminded:
            self._remind(case, group, at)

    def _adopt(self, cases: set[UUID]) -> None:
        """A case that nobody has opened by name is of the household that has just moved."""
        whose = [self.followed[case] for case in self.moved if case in self.followed]
        for case in cases - self.followed.keys():
            if len(whose) == 1:
                self.followed[case] = Followed(whose[0].household)

    def _follow(self, seen: Seen, at: datetime) -> None:
        known = [task for task in seen.asked if task.instance_id in self.followed]
        for task in sorted(known, key=lambda t: self.followed[t.instance_id].household.number):
            self._ask(task, at)
        for case, message in seen.awaited:
            self._expect(case, message, at)

    def _ask(self, task: Asked, at: datetime) -> None:
        """Somebody will do this task, in their own time, and may take it in hand before."""
        followed = self.followed[task.instance_id]
        followed.asked.add(task.element)
        household = followed.household
        colleague = household.team.get(task.group_code)
        if colleague is None:
            return  # a trade that a changed house has, and the rehearsal has nobody of
        luck = household.luck("délai", task.element, household.turn(f"délai/{task.element}"))
        done, is_forgotten = self.delai(colleague, luck, task, at, household.story.slow)
        if is_forgotten:
            self.oublis += 1
            followed.forgotten[task.id] = task
        taken = office_hour(luck, paris_day(at), at)
        if luck.random() < TAKEN and taken < done:
            act = partial(self._take, household, colleague, task)
            self._plan(taken, household, task.element, act)
        self._plan(done, household, task.element, partial(self._do, household, colleague, task))

    def _expect(self, case: UUID, message: str, at: datetime) -> None:
        """The case waits for this message: it will be reported some days later."""
        followed = self.followed[case]
        for one in [h for h in followed.expected if h.message == message]:
            if not one.once or one.once in followed.asked:
                followed.expected.remove(one)
                household = followed.household
                luck = household.luck("événement", message)
                told = office_hour(
                    luck, paris_day(at) + timedelta(days=luck.randint(*one.days)), at
                )
                self._plan(told, household, message, partial(self._report, household, case, one))

    def _remind(self, case: UUID, group: str, at: datetime) -> None:
        """Whoever is told something of a case looks at it: what they had forgotten gets done."""
        followed = self.followed.get(case)
        for task in list(followed.forgotten.values()) if followed else ():
            if followed and task.group_code == group and task.id not in self.done:
                del followed.forgotten[task.id]
                self.rappeles += 1
                household = followed.household
                luck = household.luck("rappel", task.element, household.turn(f"rappel/{task.id}"))
                done = office_hour(luck, add_ouvres(paris_day(at), luck.randint(*REMINDED)), at)
                act = partial(self._do, household, household.team[group], task)
                self._plan(done, household, task.element, act)

    def _plan(self, at: datetime, household: Household, name: str, act: Act) -> None:
        turn = household.turn(f"agenda/{name}")
        self.agenda.plan(at, household.number, name, turn, act)

    # What people do.

    def _spot(self, household: Household, at: datetime) -> None:
        def work(tx: Transaction) -> None:
            case = spot(tx, household)
            self.followed[case] = Followed(household, list(household.story.happenings))
            self.moved.add(case)

        again = partial(self._spot, household)
        self._act(household, household.opener, "repérage", at, work, again)

    def _do(self, household: Household, colleague: Colleague, task: Asked, at: datetime) -> None:
        def work(tx: Transaction) -> None:
            do_task(tx, household, task)
            self.done.add(task.id)
            self.moved.add(task.instance_id)

        again = partial(self._do, household, colleague, task)
        if task.id not in self.done:
            self._act(household, colleague, task.element, at, work, again)

    def _take(self, household: Household, colleague: Colleague, task: Asked, at: datetime) -> None:
        def work(tx: Transaction) -> None:
            claim_task(tx, task.id)

        self.is_quiet = True  # nothing follows from it
        if task.id not in self.done and not self.presence.away(colleague.login, paris_day(at)):
            self._act(household, colleague, task.element, at, work, None)

    def _report(self, household: Household, case: UUID, one: Happening, at: datetime) -> None:
        def work(tx: Transaction) -> None:
            report(tx, household, case, one.message)
            self.moved.add(case)

        again = partial(self._report, household, case, one)
        self._act(household, household.team[one.by], one.message, at, work, again)

    def _leave(self, absence: Absence, at: datetime) -> None:
        try:
            with self.database.transaction(self.gens[absence.login], at=at) as tx:
                leave(tx, absence, self.gens)
        except EngineError as error:
            self.refused.append((0, f"absence de {absence.login}", type(error).__name__))

    def _act(
        self,
        household: Household,
        colleague: Colleague,
        what: str,
        at: datetime,
        work: Callable[[Transaction], None],
        again: Act | None,
    ) -> None:
        """By the person, by whoever stands in, or once the person is back."""
        day = paris_day(at)
        absence = self.presence.away(colleague.login, day)
        login = self.presence.who_acts(colleague.login, day)
        try:
            if login is not None:
                with self.database.transaction(self.gens[login], at=at) as tx:
                    work(tx)
                self.remplacees += login != colleague.login
        except TaskAlreadyClosed:
            return  # something else has ended it in the meantime
        except Exception as error:
            if not (absence and again and isinstance(error, NOT_MINE)):
                return self._refuse(household, what, error)
            login = None  # a file to which who stands in is not admitted
        if login is None and absence and again:
            luck = household.luck("retour", what, household.turn(f"retour/{what}"))
            back = office_hour(luck, add_ouvres(absence.au, luck.randint(*BACK)), at)
            self._plan(back, household, what, again)

    def _refuse(self, household: Household, what: str, error: Exception) -> None:
        self.refused.append((household.number, what, type(error).__name__))
        if not isinstance(error, EngineError):
            logger.error("household %s, %s", household.number, what, exc_info=error)
