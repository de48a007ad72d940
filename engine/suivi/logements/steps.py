"""The open steps of a dossier about its home: a page links to them, it never doubles them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.identity.models import Group
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance

FORMS = (
    "confirmation_mode",
    "candidature",
    "proposer_logement",
    "reponse_menage",
    "revoir_strategie",
    "demarches_installation",
    "mediation",
    "remise_cles",
    "examen_contradictoire",
    "occupation_logement",
    "instruire_mutation",
    "organiser_mutation",
)


@dataclass(frozen=True)
class OpenStep:
    """A task that waits, whose trade it is, and whether the reader may do it."""

    task: Task
    group: str
    is_mine: bool


def open_steps(tx: Transaction, dossier: Dossier) -> Sequence[OpenStep]:
    """Those that the actor sees, the earliest due first."""
    rows = tx.session.execute(
        select(Task, Group.name)
        .join(DossierInstance, DossierInstance.instance_id == Task.instance_id)
        .join(Group, Group.code == Task.group_code)
        .where(
            DossierInstance.dossier_id == dossier.id,
            Task.form.in_(FORMS),
            Task.closed_at.is_(None),
            access.visible(Task.circle_id, tx.actor),
        )
        .order_by(Task.due_on.nulls_last(), Task.name)
    )
    return [
        OpenStep(task, group, access.may(tx.actor, access.Permission.TASK_COMPLETE, task))
        for task, group in rows
    ]
