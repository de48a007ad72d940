"""A stage for scenarios: an empty database, one person a group, and a clock that is moved."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from engine.bpm.diagrams.load import compiled
from engine.bpm.dialect.folder import Folder
from engine.bpm.forms.read import Form
from engine.bpm.instances.advance import host_of
from engine.bpm.instances.answers import form_of
from engine.bpm.instances.kept import state_of
from engine.bpm.instances.look import Event, expected_events, name_of
from engine.bpm.instances.models import Incident, Instance, Step
from engine.bpm.messages.models import Notice
from engine.bpm.messages.notices import HANDLERS, NEW_TASK
from engine.bpm.messages.receive import report_event
from engine.bpm.runtime.host import Variables
from engine.bpm.runtime.state import load
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.models import Task
from engine.bpm.timers.fire import fire_next_timer
from engine.bpm.timers.models import Timer
from engine.core import clock
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import relay
from engine.core.transaction import Database, Transaction
from engine.suivi.scenarios.words import Words

Flow = tuple[str, str]
USUAL_REPORTER = "MDL_TS"


class NotExpected(LookupError):
    """The case does not wait for that; ``waiting`` is what it waits for, of the same kind."""

    def __init__(self, waiting: list[str]) -> None:
        super().__init__(waiting)
        self.waiting = waiting


class TooLong(RuntimeError):
    """The story would not end soon, whatever the diagram or the scenario says."""


@dataclass(frozen=True)
class Limits:
    """What one scenario may take."""

    timers: int = 1_000
    seconds: float = 30.0
    span: timedelta = timedelta(days=30 * 366)


class Stage:
    """Plays one case at a time on ``database``, by the people of ``players`` (group: person)."""

    def __init__(
        self,
        database: Database,
        folder: Folder,
        players: Mapping[str, UUID],
        limits: Limits | None = None,
    ) -> None:
        self.database = database
        self.folder = folder
        self.players = players
        self.limits = limits or Limits()
        self.now = self._since = datetime.min.replace(tzinfo=UTC)
        self.instance_id = UUID(int=0)
        self.heard = 0
        """How many messages were asked for already."""
        self._fired, self._until = 0, float("inf")

    def begin(self, instance_id: UUID, now: datetime) -> None:
        """Follow this case from now on."""
        self.instance_id, self.now, self._since, self.heard = instance_id, now, now, 0
        self._fired, self._until = 0, clock.stopwatch() + self.limits.seconds
        self.keep_promises()

    def complete(self, element: str, answers: Mapping[str, Any]) -> None:
        """Somebody of its group does the task of ``element``; NotExpected when it is not open."""
        with self.looking() as tx:
            open_tasks = self._open(tx)
            task = next((task for task in open_tasks if task.element == element), None)
            if task is None:
                raise NotExpected(sorted(task.element for task in open_tasks))
        with self.database.transaction(self.players[task.group_code], at=self.now) as tx:
            complete_task(tx, task.id, answers)
        self.keep_promises()

    def receive(self, message: str, answers: Mapping[str, Any], message_id: str) -> None:
        """The case is told ``message``; NotExpected when it does not wait for it."""
        with self.looking() as tx:
            instance = tx.session.get_one(Instance, self.instance_id)
            expected = expected_events(tx, instance, compiled(tx, instance.release_id))
            event = next((event for event in expected if event.message == message), None)
        if event is None:
            raise NotExpected([event.message for event in expected])
        with self.database.transaction(self._reporter(event), at=self.now) as tx:
            report_event(tx, self.instance_id, event.key, message_id, answers)
        self.keep_promises()

    def advance_to(self, target: datetime) -> None:
        """Move the clock, stopping at each due instant on the way so that its timers fire then.

        Only this case's timers fire. TooLong when there is no end to them; what a timer raises
        goes through.
        """
        if target - self._since > self.limits.span:
            raise TooLong(f"plus de {self.limits.span.days // 366} ans depuis le début")
        while (due := self._next_due()) is not None and due <= target:
            self.now = max(self.now, due)
            self._fire()
            self.keep_promises()
        self.now = target

    def keep_promises(self) -> None:
        if clock.stopwatch() > self._until:
            raise TooLong(f"plus de {self.limits.seconds:.0f} secondes")
        relay(self.database, HANDLERS, at=self.now)

    # What can be seen of the case.

    def tasks(self) -> list[str]:
        with self.looking() as tx:
            return sorted(task.element for task in self._open(tx))

    def form_of(self, element: str) -> Form:
        """The form of the open task of ``element``."""
        with self.looking() as tx:
            task = next(task for task in self._open(tx) if task.element == element)
            instance = tx.session.get_one(Instance, self.instance_id)
            return form_of(compiled(tx, instance.release_id), task.form)

    def new_messages(self) -> list[str]:
        """What was told since the last time this was asked, as ``modele -> GROUPE``."""
        with self.looking() as tx:
            told = tx.session.execute(
                select(Notice.template, Notice.group_code)
                .where(Notice.instance_id == self.instance_id, Notice.template != NEW_TASK)
                .order_by(Notice.at, Notice.template, Notice.group_code)
            ).all()
        fresh = [f"{template} -> {group}" for template, group in told[self.heard :]]
        self.heard = len(told)
        return fresh

    def timers(self) -> dict[str, datetime]:
        with self.looking() as tx:
            rows = tx.session.execute(
                select(Timer.element, Timer.due_at).where(Timer.instance_id == self.instance_id)
            )
            return {element: due_at for element, due_at in rows}

    def passed(self) -> list[str]:
        with self.looking() as tx:
            passed = (Step.instance_id == self.instance_id, Step.outcome == "passed")
            return sorted(tx.session.scalars(select(Step.element).where(*passed)))

    def status(self) -> str:
        with self.looking() as tx:
            return tx.session.get_one(Instance, self.instance_id).status

    def variables(self) -> Variables:
        """Every variable of the case, inner scopes last."""
        with self.looking() as tx:
            instance = tx.session.get_one(Instance, self.instance_id)
            release = compiled(tx, instance.release_id)
            case = load(release.program, host_of(tx, instance, release), state_of(tx, instance))
            found: Variables = {}
            for scope in case.scopes.values():
                found |= scope.variables
            return found

    def incidents(self) -> list[tuple[str, str, str]]:
        """The automatic steps where the case is stuck: element, code, detail."""
        with self.looking() as tx:
            stuck = (Incident.instance_id == self.instance_id, Incident.resolved_at.is_(None))
            about = select(Incident.element, Incident.code, Incident.detail)
            rows = tx.session.execute(about.where(*stuck)).all()
            return [(row.element, row.code, row.detail) for row in rows]

    def words(self) -> Words:
        """How the steps and the events of the case are called."""
        with self.looking() as tx:
            instance = tx.session.get(Instance, self.instance_id)
            if instance is None:
                return Words(self.folder, {})
            release = compiled(tx, instance.release_id)
        names: dict[str, str] = {}
        for process in release.program.processes.values():
            for node in process.nodes():
                names[node.id] = name_of(release, node.id)
                if node.event.name:
                    names.setdefault(node.event.name, names[node.id])
        return Words(self.folder, names)

    @contextmanager
    def looking(self) -> Iterator[Transaction]:
        with self.database.transaction(SYSTEM, read_only=True, at=self.now) as tx:
            yield tx

    def _reporter(self, event: Event) -> UUID:
        """Somebody who may report it: the social worker, else the first that the diagram names."""
        if not event.groups or USUAL_REPORTER in event.groups:
            return self.players[USUAL_REPORTER]
        return self.players[min(event.groups)]

    def _open(self, tx: Transaction) -> list[Task]:
        wanted = (Task.instance_id == self.instance_id, Task.closed_at.is_(None))
        return list(tx.session.scalars(select(Task).where(*wanted).order_by(Task.opened_at)))

    def _fire(self) -> None:
        """Every timer of the case that is due now."""
        element: str | None = ""
        while element is not None:
            with self.database.transaction(SYSTEM, at=self.now) as tx:
                element = fire_next_timer(tx, self.instance_id)
            self._fired += 1
            if self._fired > self.limits.timers:
                raise TooLong(f"plus de {self.limits.timers} échéances")

    def _next_due(self) -> datetime | None:
        with self.looking() as tx:
            due: datetime | None = tx.session.scalar(
                select(func.min(Timer.due_at)).where(Timer.instance_id == self.instance_id)
            )
            return due
