"""Tell a group something by a template: promised in the act, written once by the relay."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import and_, or_, select

from engine.bpm.actions import Cause, action
from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Notice
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.outbox.promise import promise
from engine.core.transaction import Transaction

NEW_TASK = "tache_a_faire"
MAX_LISTED = 100


class Told(NamedTuple):
    """One notice to write: its id, the trade, the template, and the person or task it is for."""

    id: UUID
    group: str
    template: str
    person: UUID | None
    task: UUID | None


@action("prevenir", inputs="destinataire modele", writes=False)
def tell(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """Promise a notice to a group: ``destinataire`` is its code, ``modele`` a message template."""
    group, template = str(inputs["destinataire"]), str(inputs["modele"])
    promise_notice(tx, cause.instance_id, cause.circle_id, template, group=group)


def promise_notice(
    tx: Transaction,
    instance_id: UUID,
    circle_id: UUID,
    template: str,
    *,
    group: str,
    person: UUID | None = None,
    task: UUID | None = None,
) -> None:
    """Promise, in this act, that ``template`` is told to a trade, or to one ``person`` of it.

    ``task``: the open task that it is about, which its link opens.
    """
    payload = {
        "instance_id": str(instance_id),
        "circle_id": str(circle_id),
        "group": group,
        "template": template,
        "person": str(person) if person else None,
        "task": str(task) if task else None,
    }
    promise(tx, [("tell", payload)])


def keep_tell(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Write the notice that was promised."""
    instance = tx.session.get_one(Instance, UUID(payload["instance_id"]))
    group = instance.group_for(payload["group"])
    person, task = _uuid(payload.get("person")), _uuid(payload.get("task"))
    _write(tx, instance, [Told(job_id, group, payload["template"], person, task)])


def keep_announce(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Tell each group that an advance opened a task for it, when nobody has done it yet."""
    instance = tx.session.get_one(Instance, UUID(payload["instance_id"]))
    wanted = [UUID(task) for task in payload["tasks"]]
    still_open = select(Task).where(Task.id.in_(wanted), Task.closed_at.is_(None))
    told = [
        Told(uuid5(job_id, str(task.id)), task.group_code, NEW_TASK, None, task.id)
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
        ours = (Notice.group_code.in_(sorted(tx.actor.groups)), Notice.person_id.is_(None))
        query = query.where(or_(and_(*ours), Notice.person_id == tx.actor.id))
    else:
        query = query.where(Notice.instance_id == instance_id, Notice.template != NEW_TASK)
    return [(notice, reference, task) for notice, reference, task in tx.session.execute(query)]


def _uuid(written: str | None) -> UUID | None:
    return UUID(written) if written else None


def _write(tx: Transaction, instance: Instance, told: Sequence[Told]) -> None:
    common = {"instance_id": instance.id, "circle_id": instance.circle_id, "at": tx.now}
    tx.writes.insert(
        Notice,
        [
            {
                "id": one.id,
                **common,
                "group_code": one.group,
                "person_id": one.person,
                "template": one.template,
                "task_id": one.task,
            }
            for one in told
        ],
    )


HANDLERS = {"tell": keep_tell, "announce": keep_announce}
