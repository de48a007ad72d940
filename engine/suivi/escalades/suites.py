"""What those who were told did then: read from the task and from the journal of the case."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.audit.models import AuditEntry
from engine.core.identity.models import Membership, Person
from engine.core.transaction import Transaction


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
    """The people and the acts of some cases, as the actor may know them, by few statements."""

    def __init__(self, tx: Transaction, cases: Collection[UUID], since: datetime) -> None:
        self.own = tx.actor.organisation
        people = tx.session.execute(select(Person.id, Person.name, Person.organisation_code)).all()
        self.people = {row.id: (row.name, row.organisation_code) for row in people}
        self.trades: dict[str, set[UUID]] = defaultdict(set)
        for row in tx.session.execute(select(Membership.group_code, Membership.person_id)):
            self.trades[row.group_code].add(row.person_id)
        acts = tx.session.scalars(
            select(AuditEntry)
            .where(
                AuditEntry.chain_id.in_(cases),
                AuditEntry.at > since,
                AuditEntry.actor_id.is_not(None),
                access.visible(AuditEntry.circle_id, tx.actor),
            )
            .order_by(AuditEntry.at, AuditEntry.number)
        )
        self.acts: dict[UUID, list[AuditEntry]] = defaultdict(list)
        for act in acts:
            self.acts[act.chain_id].append(act)

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


def suite_of(
    gens: Gens,
    case: UUID,
    task: Task | None,
    metier: str,
    person_id: UUID | None,
    le: datetime,
) -> Suite:
    """What came after an alert told at ``le`` to a trade, or to one person of it."""
    if task is not None and task.closed_at is not None:
        fait = Fait.FAITE if task.outcome == "done" else Fait.SANS_OBJET
        return Suite(fait, task.closed_at, gens.by(task.closed_by))
    if task is not None and task.claimed_at is not None and task.claimed_at > le:
        return Suite(Fait.PRISE, task.claimed_at, gens.by(task.claimed_by))
    told = {person_id} if person_id else gens.trades[metier]
    done = next((act for act in gens.acts[case] if act.at > le and act.actor_id in told), None)
    if done is None:
        return Suite(Fait.RIEN)
    tag = done.tag if gens.is_own(done.actor_id) else ""
    return Suite(Fait.ACTE, done.at, gens.by(done.actor_id), tag)
