"""What the people of a rehearsal do, each by the use case of a door, on their own day."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

from engine.bpm.tasks.claim import claim_task
from engine.core.calendar import add_ouvres, paris_day
from engine.core.errors import (
    EngineError,
    NotAllowed,
    NotFound,
    TaskAlreadyClosed,
    TaskClaimedByAnother,
)
from engine.core.transaction import Database, Transaction
from engine.suivi.programme.acts import report
from engine.suivi.programme.followed import Followed as OnItsWay
from engine.suivi.programme.households import Household
from engine.suivi.programme.people import Colleague, office_hour
from engine.suivi.programme.stories import Happening
from engine.suivi.repetition.actes import do_task, leave, spot
from engine.suivi.repetition.agenda import Act, Agenda
from engine.suivi.repetition.gens import Absence, Delai, Presence, usual
from engine.suivi.repetition.regard import Asked

logger = logging.getLogger(__name__)
BACK = (1, 3)
"""Working days from a return to what has waited for it."""
NOT_MINE = (NotFound, NotAllowed, TaskClaimedByAnother)


@dataclass
class Followed(OnItsWay):
    """One whose people may forget what they were asked."""

    forgotten: dict[UUID, Asked] = field(default_factory=dict)


@dataclass
class Troupe:
    """The people of ``gens`` (ids by login), who act on ``database`` as ``agenda`` plans it."""

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
    done: set[UUID] = field(default_factory=set)
    """Tasks."""
    moved: set[UUID] = field(default_factory=set)
    """The cases that the act of this instant has moved."""
    is_quiet: bool = False
    """Nothing follows from it."""
    oublis: int = 0
    rappeles: int = 0
    remplacees: int = 0

    def _plan(self, at: datetime, household: Household, name: str, act: Act) -> None:
        turn = household.turn(f"agenda/{name}")
        self.agenda.plan(at, household.number, name, turn, act)

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

        self.is_quiet = True
        if task.id not in self.done and not self.presence.away(colleague.login, paris_day(at)):
            self._act(household, colleague, task.element, at, work, None)

    def _report(self, household: Household, case: UUID, one: Happening, at: datetime) -> None:
        def work(tx: Transaction) -> None:
            report(tx, household, case, one.message, "repetition")
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
