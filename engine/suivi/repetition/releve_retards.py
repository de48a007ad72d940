"""What the rows of a rehearsal say of late tasks: read once, by column, for the count."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Notice, NoticeReader
from engine.bpm.messages.notices import NEW_TASK
from engine.bpm.tasks.models import Task
from engine.core.access.models import CircleMember
from engine.core.audit.models import AuditEntry
from engine.core.calendar import paris_day
from engine.core.identity.models import Membership
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import DossierInstance
from engine.suivi.procedures.models import Etape, TypeEtape
from engine.suivi.referents.models import Absence, Referent, RoleReferent

ROLES = {
    RoleReferent.MDL: "MDL_TS",
    RoleReferent.BAILLEUR: "XLH_IS",
    RoleReferent.VVC: "REFERENTE_VVC",
}
TAKEN, GIVEN_BACK = "task:claimed", "task:released"
ORDRE = [one.value for one in TypeEtape]


@dataclass(frozen=True)
class Tache:
    """A task with a day, and its case."""

    id: UUID
    case: UUID
    reference: str
    circle: UUID
    stand_ins: Mapping[str, str] | None
    dossier: UUID | None
    metier: str
    element: str
    due: date
    opened: datetime
    closed: datetime | None


@dataclass
class Lus:
    """The tasks, and all that says who had to be told of each."""

    taches: Sequence[Tache] = ()
    told: dict[UUID, list[tuple[datetime, UUID]]] = field(default_factory=lambda: defaultdict(list))
    """By task: when, whom; not the notice by which it was asked."""
    taken: dict[str, list[tuple[datetime, UUID | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By task, as the audit says: who took it in hand, and when; None: it was given back."""
    audited: set[tuple[UUID, datetime]] = field(default_factory=set)
    """Cases whose audit says that an alert of lateness was sent, and when."""
    trades: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    groups: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By list: the trades that it names."""
    people: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    """By list: the persons that it names."""
    followers: dict[tuple[UUID, str], list[Referent]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By dossier and trade."""
    absences: dict[UUID, list[Absence]] = field(default_factory=lambda: defaultdict(list))
    etapes: dict[UUID, list[Etape]] = field(default_factory=lambda: defaultdict(list))

    def team(self, circle: UUID, trade: str) -> set[UUID]:
        """Those of the trade who are on the list, all or by name."""
        everybody = self.trades[trade]
        return everybody if trade in self.groups[circle] else everybody & self.people[circle]

    def is_listed(self, circle: UUID, person: UUID) -> bool:
        """Whether the list has that person, by name or by trade."""
        named = any(person in self.trades[trade] for trade in self.groups[circle])
        return named or person in self.people[circle]

    def follower(self, dossier: UUID | None, trade: str, day: date) -> UUID | None:
        """Who of the trade followed the dossier that day."""
        rows = self.followers.get((dossier, trade), []) if dossier else []
        held = [row for row in rows if row.du <= day and (row.au is None or day <= row.au)]
        return held[-1].person_id if held else None

    def absence(self, person: UUID, at: datetime) -> Absence | None:
        """Their absence of that day, if it was entered by then."""
        day = paris_day(at)
        held = (one for one in self.absences[person] if one.du <= day <= one.au)
        return next((one for one in held if one.saisie_le <= at), None)

    def is_assigned(self, dossier: UUID | None, at: datetime) -> bool:
        """Whether the landlord's procedure had come to the assignation, and was not given up."""
        known = (
            [row for row in self.etapes.get(dossier, ()) if row.notee_le <= at] if dossier else []
        )
        given_up = [row.jour for row in known if row.type == TypeEtape.DESISTEMENT]
        since = [row for row in known if not given_up or row.jour > max(given_up)]
        furthest = max((ORDRE.index(row.type) for row in since), default=-1)
        return furthest >= ORDRE.index(TypeEtape.ASSIGNATION)


def read_retards(tx: Transaction) -> Lus:
    """Everything of every late task; of a list, as it is now (no row says how it was before)."""
    lus = Lus()
    columns = (
        Task.id, Task.instance_id, Instance.reference, Instance.circle_id, Instance.stand_ins,
        DossierInstance.dossier_id, Task.group_code, Task.element, Task.due_on, Task.opened_at,
        Task.closed_at,
    )  # fmt: skip
    rows: Sequence[Any] = tx.session.execute(
        select(*columns)
        .join(Instance, Instance.id == Task.instance_id)
        .outerjoin(DossierInstance, DossierInstance.instance_id == Instance.id)
        .where(Task.due_on.is_not(None))
        .order_by(Instance.reference, Task.opened_at, Task.element)
    ).all()
    lus.taches = [Tache(*row) for row in rows]
    _read_told(tx, lus)
    _read_taken(tx, lus)
    _read_people(tx, lus)
    return lus


def _read_told(tx: Transaction, lus: Lus) -> None:
    rows = tx.session.execute(
        select(Notice.task_id, Notice.at, NoticeReader.person_id)
        .join(NoticeReader, NoticeReader.notice_id == Notice.id)
        .where(Notice.task_id.is_not(None), Notice.template != NEW_TASK)
        .order_by(Notice.at)
    )
    for task, at, person in rows:
        if task is not None:
            lus.told[task].append((at, person))
    sent = (AuditEntry.tag == "alert:sent", AuditEntry.subject == "RETARD")
    entries = tx.session.execute(select(AuditEntry.chain_id, AuditEntry.at).where(*sent))
    lus.audited = {(case, at) for case, at in entries}


def _read_taken(tx: Transaction, lus: Lus) -> None:
    columns = (AuditEntry.subject, AuditEntry.at, AuditEntry.tag, AuditEntry.actor_id)
    entries = select(*columns).where(AuditEntry.tag.in_((TAKEN, GIVEN_BACK)))
    for task, at, tag, actor in tx.session.execute(entries.order_by(AuditEntry.at, AuditEntry.id)):
        lus.taken[task].append((at, actor if tag == TAKEN else None))


def _read_people(tx: Transaction, lus: Lus) -> None:
    for row in tx.session.execute(select(Membership.person_id, Membership.group_code)):
        lus.trades[row.group_code].add(row.person_id)
    columns = (CircleMember.circle_id, CircleMember.group_code, CircleMember.person_id)
    for member in tx.session.execute(select(*columns)):
        if member.group_code:
            lus.groups[member.circle_id].add(member.group_code)
        if member.person_id:
            lus.people[member.circle_id].add(member.person_id)
    for follower in tx.session.scalars(select(Referent).order_by(Referent.du, Referent.nomme_le)):
        trade = ROLES[RoleReferent(follower.role)]
        lus.followers[follower.dossier_id, trade].append(follower)
    for absence in tx.session.scalars(select(Absence)):
        lus.absences[absence.person_id].append(absence)
    for etape in tx.session.scalars(select(Etape)):
        lus.etapes[etape.dossier_id].append(etape)
