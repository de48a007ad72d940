"""See is a query: a row is visible to the members of its circle, and to the system."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from engine.core.access.models import Circle, CircleMember
from engine.core.db import UtcDateTime, add_rows
from engine.core.identity.actor import Actor
from engine.core.transaction import Transaction
from engine.core.walls import keep_circle

# Built once: a household that enters a path widens its circle.
KNOWN = select(CircleMember.id).where(
    CircleMember.circle_id == bindparam("circle_id"),
    CircleMember.group_code == bindparam("group_code"),
    CircleMember.until.is_(None),
)


def visible(circle_id: InstrumentedAttribute[Any], actor: Actor) -> ColumnElement[bool]:
    """The condition that keeps only the rows whose circle has ``actor`` as a member."""
    if actor.is_system:
        return true()
    return circle_id.in_(
        _circles_of(actor.id, sorted(actor.groups), literal(actor.at, UtcDateTime))
    )


def visible_to_named(circle_id: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """The same condition with parameters, for a statement built once: give it ``who(actor)``."""
    groups: Any = bindparam("actor_groups", expanding=True)
    mine = _circles_of(bindparam("actor_id"), groups, bindparam("actor_at", type_=UtcDateTime))
    return or_(bindparam("is_system", type_=Boolean), circle_id.in_(mine))


def who(actor: Actor) -> dict[str, Any]:
    """The parameters of ``visible_to_named``."""
    groups = sorted(actor.groups)
    known = {"actor_id": actor.id, "actor_groups": groups, "actor_at": actor.at}
    return {**known, "is_system": actor.is_system}


def open_circle(tx: Transaction, groups: Iterable[str] = (), people: Iterable[UUID] = ()) -> UUID:
    """Create a circle of these groups and people; returns its id."""
    circle_id = uuid4()
    keep_circle(tx, circle_id)
    add_rows(tx.session, Circle, [{"id": circle_id}])
    _fill(tx, circle_id, groups, people)
    return circle_id


def reset_circle(
    tx: Transaction, circle_id: UUID, groups: Iterable[str] = (), people: Iterable[UUID] = ()
) -> None:
    """Replace the members of a circle: who is not named any more sees nothing any more.

    Whoever does it goes on in this transaction: what it still writes is of that circle.
    """
    keep_circle(tx, circle_id)
    tx.flush()  # a group that this transaction has added goes too
    tx.session.execute(delete(CircleMember).where(CircleMember.circle_id == circle_id))
    _fill(tx, circle_id, groups, people)


def widen_circle(tx: Transaction, circle_id: UUID, group: str) -> None:
    """Add a group to a circle; nothing changes when it is there already."""
    if tx.session.scalar(KNOWN, {"circle_id": circle_id, "group_code": group}) is None:
        tx.writes.insert(CircleMember, _members(circle_id, [group], []))


def groups_of(tx: Transaction, circle_id: UUID) -> set[str]:
    """The groups that a circle names."""
    groups = select(CircleMember.group_code).where(
        CircleMember.circle_id == circle_id, CircleMember.group_code.is_not(None)
    )
    return {group for group in tx.session.scalars(groups) if group}


def admit(tx: Transaction, circle_id: UUID, person_id: UUID, until: datetime) -> None:
    """Add a person to a circle until an instant, whatever else they are of it."""
    member = {"id": uuid4(), "circle_id": circle_id, "person_id": person_id, "group_code": None}
    tx.writes.insert(CircleMember, [{**member, "until": until}])


def dismiss(tx: Transaction, circle_id: UUID, person_id: UUID, until: datetime) -> None:
    """Remove those who were admitted until that instant or before."""
    admitted = (CircleMember.person_id == person_id, CircleMember.until <= until)
    tx.session.execute(delete(CircleMember).where(CircleMember.circle_id == circle_id, *admitted))


def _circles_of(person: Any, groups: Any, at: Any) -> Select[Any]:
    """The circles of a person and of their groups, given as values or as parameters."""
    mine = or_(CircleMember.person_id == person, CircleMember.group_code.in_(groups))
    holds = or_(CircleMember.until.is_(None), CircleMember.until > at)
    return select(CircleMember.circle_id).where(and_(mine, holds))


def _fill(tx: Transaction, circle_id: UUID, groups: Iterable[str], people: Iterable[UUID]) -> None:
    add_rows(tx.session, CircleMember, _members(circle_id, groups, people))


def _members(
    circle_id: UUID, groups: Iterable[str], people: Iterable[UUID]
) -> list[dict[str, Any]]:
    empty = {"circle_id": circle_id, "person_id": None, "group_code": None}
    members = [{**empty, "group_code": group} for group in sorted(groups)]
    members += [{**empty, "person_id": person} for person in people]
    return [{"id": uuid4(), **member} for member in members]
