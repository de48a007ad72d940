"""What each dossier of a list waits for first, as far as the actor is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role
from engine.suivi.dossiers.see import is_whole


@dataclass(frozen=True)
class Suite:
    """The step that is due first, and how many others are open."""

    nom: str
    due_on: date | None
    others: int


def see_next_steps(tx: Transaction, dossiers: Sequence[Dossier]) -> dict[UUID, Suite]:
    """By dossier, for those that wait for a step the actor may know of, by one statement.

    The landlord reads its own steps alone of a restricted file; what goes on apart is in none.
    """
    rows = tx.session.execute(
        select(DossierInstance.dossier_id, Task.name, Task.due_on, Task.group_code)
        .join(Task, Task.instance_id == DossierInstance.instance_id)
        .where(
            DossierInstance.dossier_id.in_([dossier.id for dossier in dossiers]),
            DossierInstance.role != Role.VIOLENCES,
            Task.closed_at.is_(None),
            access.visible(Task.circle_id, tx.actor),
        )
        .order_by(Task.due_on.nulls_last(), Task.opened_at, Task.id)
    )
    whole = {dossier.id for dossier in dossiers if is_whole(tx, dossier)}
    found: dict[UUID, Suite] = {}
    for dossier_id, name, due_on, group in rows:
        if dossier_id not in whole and group not in tx.actor.groups:
            continue
        first = found.get(dossier_id)
        found[dossier_id] = (
            Suite(first.nom, first.due_on, first.others + 1) if first else Suite(name, due_on, 0)
        )
    return found
