"""Tell a group something by a template: promised in the act, written once by the relay."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from engine.bpm.actions import Cause, action
from engine.bpm.instances.models import Instance
from engine.bpm.messages.gather import plan_mails
from engine.bpm.messages.inforce import template_in_force
from engine.bpm.messages.models import Notice, NoticeReader
from engine.bpm.messages.readers import Told, find_readers
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.outbox.promise import promise
from engine.core.transaction import Transaction

NEW_TASK = "tache_a_faire"
MAX_LISTED = 100


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
    instance = _locked(tx, payload)
    group = instance.group_for(payload["group"])
    person, task = _uuid(payload.get("person")), _uuid(payload.get("task"))
    _write(tx, instance, [Told(job_id, group, payload["template"], person, task)])


def keep_announce(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Tell each group that an advance opened a task for it, when nobody has done it yet."""
    instance = _locked(tx, payload)
    wanted = [UUID(task) for task in payload["tasks"]]
    still_open = select(Task).where(Task.id.in_(wanted), Task.closed_at.is_(None))
    told = [
        Told(uuid5(job_id, str(task.id)), task.group_code, NEW_TASK, task=task.id)
        for task in tx.session.scalars(still_open)
    ]
    _write(tx, instance, told)


def notices(tx: Transaction, instance_id: UUID) -> Sequence[Notice]:
    """What was told about one case, newest first, to those who see it."""
    query = (
        select(Notice)
        .where(
            access.visible(Notice.circle_id, tx.actor),
            Notice.instance_id == instance_id,
            Notice.template != NEW_TASK,
        )
        .order_by(Notice.at.desc(), Notice.id)
        .limit(MAX_LISTED)
    )
    return tx.session.scalars(query).all()


def _locked(tx: Transaction, payload: dict[str, Any]) -> Instance:
    """Two relays that tell two trades the same thing wait for each other: one person, one time."""
    found = select(Instance).where(Instance.id == UUID(payload["instance_id"]))
    return tx.session.scalars(found.with_for_update()).one()


def _uuid(written: str | None) -> UUID | None:
    return UUID(written) if written else None


def _write(tx: Transaction, instance: Instance, told: Sequence[Told]) -> None:
    """The notices, who they are told to, and the e-mails that will say so."""
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
    urgencies = {one.template: template_in_force(tx, one.template).urgence for one in told}
    readers = [
        {
            "notice_id": one.id,
            "person_id": person,
            "circle_id": instance.circle_id,
            "urgency": urgencies[one.template],
            "at": tx.now,
        }
        for one, person in find_readers(tx, instance, told)
    ]
    tx.writes.insert(NoticeReader, readers)
    plan_mails(tx, readers)


HANDLERS = {"tell": keep_tell, "announce": keep_announce}
