"""A stage for scenarios: an empty database, one person a group, and a clock that is moved."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from engine.bpm.diagrams.load import compiled
from engine.bpm.dialect.folder import Folder
from engine.bpm.instances.advance import host_of
from engine.bpm.instances.look import Event, expected_events
from engine.bpm.instances.models import Instance, Step
from engine.bpm.messages.models import Notice
from engine.bpm.messages.notices import HANDLERS, NEW_TASK
from engine.bpm.messages.receive import report_event
from engine.bpm.runtime.host import Variables
from engine.bpm.runtime.state import load
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.models import Task
from engine.bpm.timers.fire import fire_due_timers
from engine.bpm.timers.models import Timer
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import relay
from engine.core.transaction import Database, Transaction

Flow = tuple[str, str]
USUAL_REPORTER = "MDL_TS"


class Stage:
    """Plays one case at a time on ``database``, by the people of ``players`` (group: person)."""

    def __init__(self, database: Database, folder: Folder, players: Mapping[str, UUID]) -> None:
        self.database = database
        self.folder = folder
        self.players = players
        self.now = datetime.min.replace(tzinfo=UTC)
        self.instance_id = UUID(int=0)
        self._told = 0

    def begin(self, instance_id: UUID, now: datetime) -> None:
        """Follow this case from now on."""
        self.instance_id, self.now, self._told = instance_id, now, 0
        self.keep_promises()

    def complete(self, element: str, answers: Mapping[str, Any]) -> None:
        """Somebody of its group does the task of ``element``; LookupError when it is not open."""
        with self.looking() as tx:
            open_tasks = self._open(tx)
            task = next((task for task in open_tasks if task.element == element), None)
            if task is None:
                raise LookupError(sorted(t.element for t in open_tasks))
        with self.database.transaction(self.players[task.group_code], at=self.now) as tx:
            complete_task(tx, task.id, answers)
        self.keep_promises()

    def receive(self, message: str, answers: Mapping[str, Any], message_id: str) -> None:
        """The case is told ``message``; LookupError when it does not wait for it."""
        with self.looking() as tx:
            instance = tx.session.get_one(Instance, self.instance_id)
            expected = expected_events(tx, instance, compiled(tx, instance.release_id))
            event = next((event for event in expected if event.message == message), None)
        if event is None:
            raise LookupError(message)
        with self.database.transaction(self._reporter(event), at=self.now) as tx:
            report_event(tx, self.instance_id, event.key, message_id, answers)
        self.keep_promises()

    def advance_to(self, target: datetime) -> None:
        """Move the clock, stopping at each due instant on the way so that its timers fire then."""
        while (due := self._next_due()) is not None and due <= target:
            self.now = max(self.now, due)
            fire_due_timers(self.database, at=self.now)
            self.keep_promises()
        self.now = target

    def keep_promises(self) -> None:
        relay(self.database, HANDLERS, at=self.now)

    # What can be seen of the case.

    def tasks(self) -> list[str]:
        with self.looking() as tx:
            return sorted(task.element for task in self._open(tx))

    def new_messages(self) -> list[str]:
        """What was told since the last time this was asked, as ``modele -> GROUPE``."""
        with self.looking() as tx:
            told = tx.session.execute(
                select(Notice.template, Notice.group_code)
                .where(Notice.instance_id == self.instance_id, Notice.template != NEW_TASK)
                .order_by(Notice.at, Notice.template, Notice.group_code)
            ).all()
        fresh = [f"{template} -> {group}" for template, group in told[self._told :]]
        self._told = len(told)
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
            case = load(release.program, host_of(tx, instance, release), instance.state)
            found: Variables = {}
            for scope in case.scopes.values():
                found |= scope.variables
            return found

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

    def _next_due(self) -> datetime | None:
        with self.looking() as tx:
            due: datetime | None = tx.session.scalar(
                select(func.min(Timer.due_at)).where(Timer.instance_id == self.instance_id)
            )
            return due
