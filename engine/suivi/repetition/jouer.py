"""A rehearsal in motion: one queue, the earliest next thing first, from the first day to the last.

A thing is a household spotted, a task done by its person, an event reported, an absence entered,
a timer due, or a promise due. Each is done by the use cases that the doors call, in transactions
of their own, and the clock jumps from one to the next. After each, only the cases that moved are
looked at: what a household costs does not depend on how many there are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from engine.bpm.timers.fire import fire_due_timers
from engine.core.calendar import add_ouvres, at_paris, paris_day
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import Handler, relay
from engine.suivi.programme.households import Household
from engine.suivi.programme.people import office_hour
from engine.suivi.repetition.agir import Followed, Troupe
from engine.suivi.repetition.chemins import draw_programme
from engine.suivi.repetition.courrier import post
from engine.suivi.repetition.ecoute import Ecoute, Rappel
from engine.suivi.repetition.regard import Asked, Seen, look
from engine.suivi.repetition.veilles import Veille

Tell = Callable[[datetime], None]
MINUTE = timedelta(minutes=1)
CALLS_IN = 7
"""The hour at which somebody away says so, before the first alerts of the day."""
TAKEN = 0.3
"""How often a task is taken in hand before the day when it is done."""
REMINDED = (1, 3)
"""Working days from a reminder to what was forgotten."""
HEEDED = 0.5
"""How often an alert of lateness makes somebody do what they had forgotten."""
CHEFS = frozenset({"MDL_CHEF", "XLH_PILOTE"})
MOST_THINGS = 5_000
"""Things a household: a diagram that turns in circles does not hold the rehearsal up."""
MOST_ROUNDS = 10
"""Promises that make promises, at one instant."""


@dataclass
class Joueur(Troupe):
    """Plays households until ``until``; ``veilles`` are what the program does by itself."""

    veilles: Sequence[Veille] = ()
    ecoute: Ecoute = field(default_factory=Ecoute)
    handlers: Mapping[str, Handler] = field(default_factory=dict)
    programme: Household = field(init=False)

    def play(self, menages: Iterable[Household], tell: Tell) -> None:
        """Everything that happens until then; ``tell`` hears how far the clock has come."""
        coming = list(menages)
        self.programme = draw_programme(coming[0].seed if coming else 0)
        self.handlers = self.ecoute.handlers()
        for one in coming:
            self._plan(one.opens_at, one, "repérage", partial(self._spot, one))
        for veille in self.veilles if coming else ():
            self._plan_veille(veille, coming[0].opens_at)
        for rank, absence in enumerate(self.presence.absences):
            at = at_paris(absence.du, CALLS_IN)
            self.agenda.plan(at, 0, absence.login, rank, partial(self._leave, absence))
        for _ in range(MOST_THINGS * len(coming)):
            following = self.agenda.next()
            if following is None or following >= self.until:
                break
            self._do_next(following)
            tell(following)
        else:
            self.refused.append((0, "la répétition n’en finit pas", "TooLong"))
        tell(self.until)

    def _do_next(self, at: datetime) -> None:
        """Do the earliest thing, keep what it promises, and look at what follows."""
        self.moved, self.is_quiet = set(), False
        if not self.agenda.is_promised(at) and not self.agenda.is_posted(at):
            if due := self.agenda.take_timers(at):
                fire_due_timers(self.database, at=at)
                self.moved |= due
            else:
                self.agenda.take_act()(at)
        if not self.is_quiet:
            self._look(self.moved, at)
        for _ in range(MOST_ROUNDS):
            if self.agenda.is_promised(at):
                relay(self.database, self.handlers, at=at)
            elif self.agenda.is_posted(at):
                post(self.database, at)
            else:
                break
            self._look(set(), at)

    def _look(self, moved: set[UUID], at: datetime) -> None:
        """Plan what follows in the cases that ``moved``, and from what was heard."""
        heard = self.ecoute.empty()
        moved = (moved & self.followed.keys()) | self._adopt(heard.moved)
        wanted = {
            case: {one.message for one in self.followed[case].expected}
            for case in moved
            if self.followed[case].expected
        }
        with self.database.transaction(SYSTEM, read_only=True, at=at) as tx:
            seen = look(tx, moved, heard.announced, wanted)
        self.agenda.note(moved, seen, at)
        self._follow(seen, at)
        for rappel in heard.reminded:
            self._remind(rappel, at)

    def _adopt(self, cases: set[UUID]) -> set[UUID]:
        """A case that nobody has opened by name is of the household that has just moved.

        Where none has, the program has opened it: a review is of all, its people are drawn.
        """
        whose = [self.followed[case].household for case in self.moved if case in self.followed]
        if not self.moved:
            whose = [self.programme]
        new = cases - self.followed.keys() if len(whose) == 1 else set()
        self.followed |= {case: Followed(whose[0]) for case in new}
        return new

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
        for one, told in followed.coming(message, at):
            act = partial(self._report, followed.household, case, one)
            self._plan(told, followed.household, message, act)

    def _remind(self, rappel: Rappel, at: datetime) -> None:
        """Whoever is told something of a case looks at it: what they had forgotten gets done.

        An alert of lateness is not always heeded; one to a chef is, for they ask for the task.
        """
        followed = self.followed.get(rappel.case)
        for task in list(followed.forgotten.values()) if followed else ():
            is_his = (
                task.group_code == rappel.group if rappel.task is None else rappel.task == task.id
            )
            if followed and is_his and task.id not in self.done:
                household = followed.household
                luck = household.luck("rappel", task.element, household.turn(f"rappel/{task.id}"))
                is_heeded = rappel.task is None or rappel.group in CHEFS or luck.random() < HEEDED
                if is_heeded:
                    del followed.forgotten[task.id]
                    self.rappeles += 1
                    day = add_ouvres(paris_day(at), luck.randint(*REMINDED))
                    act = partial(self._do, household, household.team[task.group_code], task)
                    self._plan(office_hour(luck, day, at), household, task.element, act)

    def _plan_veille(self, veille: Veille, after: datetime) -> None:
        at = veille.next_after(after)
        self.agenda.plan(at, 0, veille.nom, 0, partial(self._watch, veille))

    def _watch(self, veille: Veille, at: datetime) -> None:
        """What the program's clock does by itself; nothing follows where nothing was found."""
        self.is_quiet = not veille.work(self.database, at)
        self._plan_veille(veille, at + MINUTE)
