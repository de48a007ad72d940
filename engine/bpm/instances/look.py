"""Look at a case: where it stands in each diagram, what it waits for, what it has done."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select

from engine.bpm.diagrams.load import Compiled, compiled
from engine.bpm.dialect.model import SUBPROCESSES, Body, EventKind, Kind, Node, Process
from engine.bpm.instances.advance import host_of
from engine.bpm.instances.kept import state_of
from engine.bpm.instances.models import Answer, Incident, Instance, Step
from engine.bpm.instances.untold import Untold, untold_of
from engine.bpm.messages.models import Subscription
from engine.bpm.runtime.state import load
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.calendar import paris_day
from engine.core.errors import NotFound
from engine.core.identity.models import Person
from engine.core.transaction import Transaction

# What a reader calls a step; gateways and automatic steps only show on the drawing.
TOLD = frozenset({Kind.USER, Kind.CALL, *SUBPROCESSES, Kind.BOUNDARY, Kind.CATCH, Kind.START})
RANK = {"faite": 0, "en_cours": 1, "en_retard": 2}


@dataclass
class Place:
    """An element of a diagram as the case has left it: ``etat`` is faite, en_cours, en_retard."""

    element: str
    name: str
    etat: str
    count: int
    is_told: bool
    is_event: bool
    """It waits for time or for somebody's word, not for work."""


@dataclass
class Sheet:
    """One diagram that the case has entered."""

    process: str
    name: str
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def is_current(self) -> bool:
        return any(place.etat != "faite" for place in self.places.values())


@dataclass(frozen=True)
class Event:
    """A message that the case can receive now."""

    key: str
    element: str
    message: str
    name: str
    process: str
    instruction: str
    groups: frozenset[str]
    """Who may report it, where the diagram names them; otherwise whoever works on the case."""
    is_untold: bool = False
    """It leaves no trace on the case's pages."""


@dataclass(frozen=True)
class Given:
    """The answers to one form, what its step is called, who gave them, and their release."""

    answer: Answer
    name: str
    author: str | None
    release: Compiled


@dataclass(frozen=True)
class Outlook:
    """Everything that a page about one case shows."""

    instance: Instance
    release: Compiled
    sheets: Sequence[Sheet]
    tasks: Sequence[tuple[Task, str | None]]
    passed: Sequence[str]
    """Thresholds that were already past when they were armed: noted, not acted upon."""
    events: Sequence[Event]
    incidents: Sequence[Incident]
    answers: Sequence[tuple[Answer, str, str | None]]
    steps: Sequence[Step]
    names: dict[str, str]
    """What tasks and elements are called, for the journal."""
    untold: Untold
    """What is in none of these."""


def find_instance(tx: Transaction, instance_id: UUID) -> Instance:
    """The instance, for a member of its circle; NotFound for anyone else."""
    instance = tx.session.scalar(
        select(Instance).where(
            Instance.id == instance_id, access.visible(Instance.circle_id, tx.actor)
        )
    )
    if instance is None:
        raise NotFound(instance_id=instance_id)
    return instance


def look_at(tx: Transaction, instance: Instance) -> Outlook:
    """Read the case and the rows that mirror it, by a fixed number of statements."""
    release = compiled(tx, instance.release_id)
    untold = untold_of(release)
    mine = {"instance_id": instance.id}
    passed = tx.session.scalars(
        select(Step).filter_by(**mine).order_by(Step.left_at, Step.rank, Step.id)
    )
    steps = [step for step in passed if not untold.hides(step.element)]
    tasks = tx.session.execute(
        select(Task, Person.name)
        .outerjoin(Person, Person.id == Task.claimed_by)
        .where(Task.instance_id == instance.id, Task.closed_at.is_(None))
        .order_by(Task.due_on.nulls_last(), Task.opened_at, Task.id)
    ).all()
    return Outlook(
        instance=instance,
        release=release,
        sheets=_sheets(tx, instance, release, steps, [task for task, _ in tasks]),
        tasks=[(task, holder) for task, holder in tasks],
        passed=[name_of(release, step.element) for step in steps if step.outcome == "passed"],
        events=expected_events(tx, instance, release),
        incidents=[
            one
            for one in tx.session.scalars(
                select(Incident)
                .filter_by(**mine)
                .where(Incident.resolved_at.is_(None))
                .order_by(Incident.at, Incident.id)
            )
            if not untold.hides_failure(one.element, tx.actor)
        ],
        answers=[
            one for one in _answers(tx, instance, release) if not untold.hides(one[0].element)
        ],
        steps=steps,
        names=_names(tx, instance, release),
        untold=untold,
    )


def expected_events(tx: Transaction, instance: Instance, release: Compiled) -> list[Event]:
    """What « Signaler un événement » offers, one line a message, the innermost subscription."""
    rows = tx.session.scalars(
        select(Subscription)
        .where(Subscription.instance_id == instance.id)
        .order_by(Subscription.depth.desc(), Subscription.key)
    )
    events: dict[str, Event] = {}
    for row in rows:
        events.setdefault(row.message, event_of(release, row))
    return sorted(events.values(), key=lambda event: _alphabetical(event.name))


def event_of(release: Compiled, row: Subscription) -> Event:
    """A subscription as « Signaler un événement » tells it."""
    node = release.program.node(row.process, row.element)
    return Event(
        key=row.key,
        element=row.element,
        message=row.message,
        name=name_of(release, row.element),
        process=row.process,
        instruction=node.instruction if node else "",
        groups=frozenset(node.reporters if node else ()),
        is_untold=node is not None and node.is_untold,
    )


def find_answer(tx: Transaction, answer_id: UUID) -> Given:
    """One form's answers; NotFound for anyone outside their circle."""
    row = tx.session.execute(
        select(Answer, Person.name)
        .outerjoin(Person, Person.id == Answer.actor_id)
        .where(Answer.id == answer_id, access.visible(Answer.circle_id, tx.actor))
    ).first()
    if row is None:
        raise NotFound(answer_id=answer_id)
    answer, author = row
    release = compiled(tx, find_instance(tx, answer.instance_id).release_id)
    return Given(answer, name_of(release, answer.element), author, release)


def _alphabetical(name: str) -> str:
    """É beside E, as in a French list."""
    return unicodedata.normalize("NFD", name.casefold())


def name_of(release: Compiled, element: str) -> str:
    """What the diagram calls an element, with the step that it triggers or is attached to."""
    for process in release.program.processes.values():
        for body in process.bodies():
            node = body.nodes.get(element)
            if node is None:
                continue
            owner = _owner(process, body, node)
            if owner is not None and node.attached_to:
                return f"{owner.name} : {node.name}"
            return (owner or node).name or element
    return element


def _owner(process: Process, body: Body, node: Node) -> Node | None:
    """The event sub-process that a timer starts, or the activity that an event is attached to."""
    if node.attached_to:
        return body.nodes[node.attached_to]
    if node.kind is Kind.START and node.event.kind is EventKind.TIMER:
        return next((n for n in process.nodes() if n.id == body.id), None)
    return None


def _sheets(
    tx: Transaction,
    instance: Instance,
    release: Compiled,
    steps: Sequence[Step],
    tasks: Sequence[Task],
) -> list[Sheet]:
    sheets: dict[str, Sheet] = {}
    for step in steps:
        if step.outcome == "done":
            _mark(sheets, release, step.process, step.element, "faite")
    case = load(release.program, host_of(tx, instance, release), state_of(tx, instance))
    untold = untold_of(release)
    today = paris_day(tx.now)
    late = {task.id for task in tasks if _is_late(task.due_on, today)}
    for token in case.tokens():
        etat = "en_retard" if token.id in late else "en_cours"
        if token.internal_data.get("host") is None and not untold.hides(token.node.id):
            _mark(sheets, release, token.scope.spec.process_id, token.node.id, etat)
    return list(sheets.values())


def _mark(
    sheets: dict[str, Sheet], release: Compiled, process_id: str, element: str, etat: str
) -> None:
    node = release.program.node(process_id, element)
    if node is None:
        return
    name = release.program.processes[process_id].name
    sheet = sheets.setdefault(process_id, Sheet(process_id, name))
    place = sheet.places.get(element)
    if place is None or RANK[etat] > RANK[place.etat]:
        told, waits = _is_told(node), node.event.kind is not EventKind.NONE
        sheet.places[element] = Place(element, node.name or element, etat, 1, told, waits)
    elif place.etat == etat:
        place.count += 1


def _is_told(node: Node) -> bool:
    return node.kind in TOLD and bool(node.name)


def _is_late(due_on: date | None, today: date) -> bool:
    return due_on is not None and due_on < today


def _names(tx: Transaction, instance: Instance, release: Compiled) -> dict[str, str]:
    tasks = select(Task.id, Task.name).where(Task.instance_id == instance.id)
    names = {str(task_id): name for task_id, name in tx.session.execute(tasks)}
    for process in release.program.processes.values():
        for node in process.nodes():
            names[node.id] = name_of(release, node.id)
            if node.event.name:
                names.setdefault(node.event.name, node.name or node.event.name)
    return names


def _answers(
    tx: Transaction, instance: Instance, release: Compiled
) -> list[tuple[Answer, str, str | None]]:
    rows = tx.session.execute(
        select(Answer, Person.name)
        .outerjoin(Person, Person.id == Answer.actor_id)
        .where(Answer.instance_id == instance.id)
        .order_by(Answer.at, Answer.id)
    )
    return [(answer, name_of(release, answer.element), author) for answer, author in rows]
