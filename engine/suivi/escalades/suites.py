"""What those who were told did then: read from the task and from the journal of the case."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.audit.models import AuditEntry
from engine.core.identity.models import Membership, Person
from engine.core.transaction import Transaction

FIN_DE_CONSERVATION = "conservation:ended"
"""The system's own act: what it announced (T16) has come."""


class Fait(StrEnum):
    """What came after an alert."""

    RIEN = "RIEN"
    PRISE = "PRISE"
    """The task was taken in hand."""
    FAITE = "FAITE"
    SANS_OBJET = "SANS_OBJET"
    """The path has left the task behind."""
    ACTE = "ACTE"
    """Something was done on the dossier: ``tag`` says what, of one's own people alone."""
    TERMINE = "TERMINE"
    """The path of the case has ended since, or its conservation: nothing more is to be done."""


@dataclass(frozen=True)
class Suite:
    """The first thing that was done, or that closed it, and by whom."""

    fait: Fait
    le: datetime | None = None
    par: str = ""
    """A name for one's own people, the organisation's for the others'."""
    tag: str = ""

    @property
    def is_waiting(self) -> bool:
        return self.fait is Fait.RIEN


class Gens:
    """The people, as the actor may know them, by two statements."""

    def __init__(self, tx: Transaction) -> None:
        self.own = tx.actor.organisation
        people = tx.session.execute(select(Person.id, Person.name, Person.organisation_code)).all()
        self.people = {row.id: (row.name, row.organisation_code) for row in people}
        self.trades: dict[str, set[UUID]] = defaultdict(set)
        for row in tx.session.execute(select(Membership.group_code, Membership.person_id)):
            self.trades[row.group_code].add(row.person_id)

    def name(self, person: UUID | None) -> str:
        """Of one's own people; empty for the other partner's."""
        known = self.people.get(person) if person else None
        return known[0] if known and (not self.own or known[1] == self.own) else ""

    def told(self, metier: str, person: UUID | None) -> str:
        """The names of one's own people who were told; of a trade, those who are of it now."""
        if person is not None:
            return self.name(person)
        return ", ".join(sorted(filter(None, map(self.name, self.trades[metier]))))

    def by(self, person: UUID | None) -> str:
        """Who did it: a name, or the code of the other organisation."""
        known = self.people.get(person) if person else None
        return self.name(person) or (known[1] if known else "")

    def is_own(self, person: UUID | None) -> bool:
        """Whether that person is of the actor's organisation, or the actor is the system."""
        known = self.people.get(person) if person else None
        return known is not None and (not self.own or known[1] == self.own)


def first_act(tx: Transaction, told: Any) -> ScalarSelect[int]:
    """The number, in the chain of its case, of the first act after each alert of ``told``.

    Of those who were told, as far as the actor may know it, or of the system at the very end.
    ``told`` has the columns instance_id, le, metier and person_id.
    """
    mates = select(Membership.person_id).where(Membership.group_code == told.c.metier)
    trade = mates.correlate(told)
    theirs = or_(
        AuditEntry.actor_id == told.c.person_id,
        and_(told.c.person_id.is_(None), AuditEntry.actor_id.in_(trade)),
        AuditEntry.tag == FIN_DE_CONSERVATION,
    )
    return (
        select(AuditEntry.number)
        .where(
            AuditEntry.chain_id == told.c.instance_id,
            AuditEntry.at > told.c.le,
            access.visible(AuditEntry.circle_id, tx.actor),
            theirs,
        )
        .order_by(AuditEntry.number)
        .limit(1)
        .correlate(told)
        .scalar_subquery()
    )


def waits(told: Any, act: ScalarSelect[int]) -> ColumnElement[bool]:
    """The same as ``suite_of(…).is_waiting``, as a condition beside ``Task`` and ``Instance``."""
    return and_(
        Task.closed_at.is_(None),
        or_(Task.claimed_at.is_(None), Task.claimed_at <= told.c.le),
        or_(Instance.ended_at.is_(None), Instance.ended_at <= told.c.le),
        act.is_(None),
    )


def suite_of(
    gens: Gens, instance: Instance, task: Task | None, le: datetime, act: AuditEntry | None
) -> Suite:
    """What came after an alert told at ``le``; ``act``: the one that ``first_act`` found."""
    if task is not None and task.closed_at is not None:
        fait = Fait.FAITE if task.outcome == "done" else Fait.SANS_OBJET
        return Suite(fait, task.closed_at, gens.by(task.closed_by))
    if task is not None and task.claimed_at is not None and task.claimed_at > le:
        return Suite(Fait.PRISE, task.claimed_at, gens.by(task.claimed_by))
    if act is not None and act.actor_id is not None:
        tag = act.tag if gens.is_own(act.actor_id) else ""
        return Suite(Fait.ACTE, act.at, gens.by(act.actor_id), tag)
    ended = act.at if act is not None else instance.ended_at
    return Suite(Fait.TERMINE, ended) if ended is not None and ended > le else Suite(Fait.RIEN)
