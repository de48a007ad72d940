"""Tell a group something by a template: promised in the act, written once by the relay."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from engine.bpm.actions import Cause, action
from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Notice
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.outbox.promise import promise
from engine.core.transaction import Transaction

NEW_TASK = "tache_a_faire"
MAX_LISTED = 100


@action("prevenir", inputs="destinataire modele", writes=False)
def tell(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """Promise a notice to a group: ``destinataire`` is its code, ``modele`` a message template."""
    payload = {"instance_id": str(cause.instance_id), "circle_id": str(cause.circle_id)}
    told = {"group": str(inputs["destinataire"]), "template": str(inputs["modele"])}
    promise(tx, [("tell", {**payload, **told})])


def keep_tell(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Write the notice that ``prevenir`` promised."""
    instance = tx.session.get_one(Instance, UUID(payload["instance_id"]))
    group = instance.group_for(payload["group"])
    _write(tx, instance, [(job_id, group, payload["template"], None)])


def keep_announce(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Tell each group that an advance opened a task for it, when nobody has done it yet."""
    instance = tx.session.get_one(Instance, UUID(payload["instance_id"]))
    wanted = [UUID(task) for task in payload["tasks"]]
    still_open = select(Task).where(Task.id.in_(wanted), Task.closed_at.is_(None))
    told: list[tuple[UUID, str, str, UUID | None]] = [
        (uuid5(job_id, str(task.id)), task.group_code, NEW_TASK, task.id)
        for task in tx.session.scalars(still_open)
    ]
    _write(tx, instance, told)


def notices(
    tx: Transaction, instance_id: UUID | None = None
) -> Sequence[tuple[Notice, str, str | None]]:
    """What the actor's groups were told, newest first; or all that was told about one case.

    Each with the case's reference, and the name of the task that it announces.
    """
    query = (
        select(Notice, Instance.reference, Task.name)
        .join(Instance, Instance.id == Notice.instance_id)
        .outerjoin(Task, Task.id == Notice.task_id)
        .where(access.visible(Notice.circle_id, tx.actor))
        .order_by(Notice.at.desc(), Notice.id)
        .limit(MAX_LISTED)
    )
    if instance_id is None:
        query = query.where(Notice.group_code.in_(sorted(tx.actor.groups)))
    else:
        query = query.where(Notice.instance_id == instance_id, Notice.template != NEW_TASK)
    return [(notice, reference, task) for notice, reference, task in tx.session.execute(query)]


def _write(
    tx: Transaction, instance: Instance, told: list[tuple[UUID, str, str, UUID | None]]
) -> None:
    common = {"instance_id": instance.id, "circle_id": instance.circle_id, "at": tx.now}
    tx.writes.insert(
        Notice,
        [
            {"id": i, **common, "group_code": group, "template": template, "task_id": task}
            for i, group, template, task in told
        ],
    )


HANDLERS = {"tell": keep_tell, "announce": keep_announce}
