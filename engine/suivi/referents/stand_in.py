"""Begin and end an absence: what the person held goes to whoever stands in, and comes back.

On an ordinary file the trade sees everything already. On a file whose list names people one by
one, the replacement is admitted only when named beforehand on it, until the absence ends; else
nothing of it moves, and it stays with the chef (domain 0.1, 5).
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from engine.bpm.instances.advance import lock_instance
from engine.bpm.messages.notices import HANDLERS
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.access.models import CircleMember
from engine.core.audit.record import record
from engine.core.calendar import at_paris
from engine.core.db import add_rows
from engine.core.identity.models import Membership
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.apart import barred_people
from engine.suivi.referents.models import Absence, TacheConfiee
from engine.suivi.referents.read import suppleants_of


def begin_absence(tx: Transaction, absence: Absence) -> None:
    """Its first day has come; nothing to do when it has begun, or was given up."""
    if absence.commencee_le or absence.terminee_le:
        return
    tx.flush()
    absence.commencee_le = tx.now
    ours = _trades(tx, absence.person_id)
    for dossier in _named_on(tx, absence.person_id):
        if not ours & access.groups_of(tx, dossier.circle_id):
            _admit(tx, absence, dossier)
    tx.flush()
    for task in _held_by(tx, absence.person_id):
        _entrust(tx, absence, task, ours)
    tx.session.flush()


def finish_absence(tx: Transaction, absence: Absence) -> None:
    """The person is back: what they held and nobody else has taken since is theirs again."""
    if absence.terminee_le:
        return
    tx.flush()
    absence.terminee_le = tx.now
    ours = _trades(tx, absence.person_id)
    for task in _left_by(tx, absence):
        if _sees(tx, absence.person_id, task.circle_id, ours):
            _hand_over(tx, task, absence.person_id)
    tx.session.execute(delete(TacheConfiee).where(TacheConfiee.absence_id == absence.id))
    if absence.remplacant_id is not None:
        for dossier in _named_on(tx, absence.person_id):
            access.dismiss(tx, dossier.circle_id, absence.remplacant_id, _end(absence))
    tx.session.flush()


def keep_beginning(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Keep the promise made when it was entered."""
    absence = tx.session.get(Absence, UUID(payload["absence_id"]), with_for_update=True)
    if absence is not None:
        begin_absence(tx, absence)


def keep_end(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """The same for its end."""
    absence = tx.session.get(Absence, UUID(payload["absence_id"]), with_for_update=True)
    if absence is not None:
        finish_absence(tx, absence)


HANDLERS["commencer_absence"] = keep_beginning
HANDLERS["terminer_absence"] = keep_end


def _admit(tx: Transaction, absence: Absence, dossier: Dossier) -> None:
    """Onto the file's list until the end, if named beforehand and not barred since."""
    remplacant = absence.remplacant_id
    if remplacant is None or remplacant not in suppleants_of(tx, dossier.id):
        return
    if dossier.menage_id is not None and remplacant in barred_people(tx, dossier.menage_id):
        return
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    access.admit(tx, dossier.circle_id, remplacant, _end(absence))
    record(tx, instance, dossier.circle_id, "dossier:stood_in", dossier.reference)


def _entrust(tx: Transaction, absence: Absence, task: Task, ours: set[str]) -> None:
    """To the replacement where they see the file; else to the team, if it sees it."""
    remplacant = absence.remplacant_id
    if remplacant is not None and _sees(tx, remplacant, task.circle_id, ours):
        _hand_over(tx, task, remplacant)
    elif task.group_code in access.groups_of(tx, task.circle_id):
        _hand_over(tx, task, None)
    else:
        return
    row = {"absence_id": absence.id, "task_id": task.id, "circle_id": task.circle_id}
    add_rows(tx.session, TacheConfiee, [row])


def _hand_over(tx: Transaction, task: Task, to: UUID | None) -> None:
    held = (Task.id == task.id, Task.closed_at.is_(None), Task.claimed_by == task.claimed_by)
    when = tx.now if to else None
    tx.session.execute(update(Task).where(*held).values(claimed_by=to, claimed_at=when))


def _sees(tx: Transaction, person: UUID, circle_id: UUID, trades: set[str]) -> bool:
    if trades & access.groups_of(tx, circle_id):
        return True
    named = (CircleMember.circle_id == circle_id, CircleMember.person_id == person)
    holds = CircleMember.until.is_(None) | (CircleMember.until > tx.now)
    return tx.session.scalars(select(CircleMember.id).where(*named, holds)).first() is not None


def _named_on(tx: Transaction, person_id: UUID) -> Iterator[Dossier]:
    """The dossiers whose list names the person for good."""
    query = (
        select(Dossier)
        .join(CircleMember, CircleMember.circle_id == Dossier.circle_id)
        .where(CircleMember.person_id == person_id, CircleMember.until.is_(None))
        .order_by(Dossier.reference)
    )
    yield from tx.session.scalars(query).all()


def _held_by(tx: Transaction, person_id: UUID) -> list[Task]:
    held = (Task.claimed_by == person_id, Task.closed_at.is_(None))
    return list(tx.session.scalars(select(Task).where(*held).order_by(Task.id)))


def _left_by(tx: Transaction, absence: Absence) -> list[Task]:
    """What this absence has handed over, still to be done, with the team or who stands in.

    Who stood in may have been away in turn: the task may be with their own replacement.
    """
    holders = (
        select(Absence.remplacant_id)
        .join(TacheConfiee, TacheConfiee.absence_id == Absence.id)
        .where(TacheConfiee.task_id == Task.id)
        .correlate(Task)
    )
    still = (Task.closed_at.is_(None), Task.claimed_by.in_(holders) | Task.claimed_by.is_(None))
    mine = select(TacheConfiee.task_id).where(TacheConfiee.absence_id == absence.id)
    found = select(Task).where(Task.id.in_(mine), *still).order_by(Task.id)
    return list(tx.session.scalars(found.execution_options(populate_existing=True)))


def _trades(tx: Transaction, person_id: UUID) -> set[str]:
    mine = Membership.person_id == person_id
    return set(tx.session.scalars(select(Membership.group_code).where(mine)))


def _end(absence: Absence) -> Any:
    return at_paris(absence.au + timedelta(days=1), 0)
