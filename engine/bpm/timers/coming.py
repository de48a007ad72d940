"""What time will do to a case: when, what for, and whether somebody has moved it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine.bpm.diagrams.load import Compiled
from engine.bpm.dialect.model import Body, Kind, Node
from engine.bpm.instances.look import name_of
from engine.bpm.instances.models import Instance
from engine.bpm.instances.untold import untold_of
from engine.bpm.timers.models import Timer, TimerMove
from engine.core.identity.models import Person
from engine.core.sealed import unseal
from engine.core.transaction import Transaction

DOES = frozenset({Kind.USER, Kind.SEND, Kind.CALL, Kind.SUBPROCESS, Kind.ADHOC})
TOLD_AT_MOST = 4


@dataclass(frozen=True)
class Moved:
    """The last change of a date by hand."""

    author: str
    at: datetime
    reason: str
    """Empty for the other organisation: why is told to the colleagues of who moved it."""
    planned_then: datetime
    """What the diagram said at that moment."""


@dataclass(frozen=True)
class Coming:
    """A timer that waits."""

    key: str
    element: str
    name: str
    due_at: datetime
    planned_at: datetime
    does: Sequence[str]
    """The names of the first steps that it brings, in the diagram's words."""
    ends_step: bool
    """It stops the step it stands on."""
    only_earlier: bool
    moved: Moved | None


def coming(tx: Transaction, instance: Instance, release: Compiled) -> list[Coming]:
    """Every timer of a case that its actor sees, the soonest first, without what is untold."""
    rows = tx.session.scalars(
        select(Timer).where(Timer.instance_id == instance.id).order_by(Timer.due_at, Timer.key)
    ).all()
    untold, moves = untold_of(release), _moves(tx, instance, rows)
    return [
        _told(release, row, moves.get(row.key), instance.is_apart)
        for row in rows
        if not untold.hides(row.element)
    ]


def place_of(release: Compiled, element: str) -> tuple[Body, Node] | None:
    """Where a diagram of the release has that element."""
    for process in release.program.processes.values():
        for body in process.bodies():
            if element in body.nodes:
                return body, body.nodes[element]
    return None


def what_it_brings(release: Compiled, element: str) -> Sequence[str]:
    """The first steps after a timer, in the diagram's words; a few at most."""
    place = place_of(release, element)
    return list(brought_by(*place))[:TOLD_AT_MOST] if place else []


def brought_by(body: Body, node: Node) -> Iterator[str]:
    """The names of the steps that follow an event at once, each flow followed to the first."""
    seen, pending = {node.id}, [node.id]
    while pending:
        for flow in body.outgoing(pending.pop(0)):
            follower = body.nodes[flow.target]
            if follower.id in seen:
                continue
            seen.add(follower.id)
            if follower.kind in DOES and follower.name:
                yield follower.name
            else:
                pending.append(follower.id)


def _moves(tx: Transaction, instance: Instance, rows: Sequence[Timer]) -> dict[str, Moved]:
    """The last move of each timer that stands elsewhere than planned."""
    keys = [row.key for row in rows if row.planned_at is not None]
    if not keys:
        return {}
    found = tx.session.execute(
        select(TimerMove, Person)
        .outerjoin(Person, Person.id == TimerMove.actor_id)
        .where(TimerMove.instance_id == instance.id, TimerMove.key.in_(keys))
        .order_by(TimerMove.at)
    )
    return {move.key: _moved(tx, move, person) for move, person in found}


def _moved(tx: Transaction, move: TimerMove, person: Person | None) -> Moved:
    is_ours = person is not None and person.organisation_code == tx.actor.organisation
    reason = ""
    if is_ours and move.reason is not None:
        reason = str(unseal(tx, "timer_move", move.id, move.reason)["reason"])
    return Moved(person.name if person else "", move.at, reason, move.planned_at)


def _told(release: Compiled, row: Timer, moved: Moved | None, is_apart: bool) -> Coming:
    place = place_of(release, row.element)
    node = place[1] if place else None
    return Coming(
        key=row.key,
        element=row.element,
        name=name_of(release, row.element),
        due_at=row.due_at,
        planned_at=row.planned_at or row.due_at,
        does=what_it_brings(release, row.element),
        ends_step=bool(node and node.kind is Kind.BOUNDARY and node.interrupting),
        only_earlier=is_apart or bool(node and node.only_earlier),
        moved=moved,
    )
