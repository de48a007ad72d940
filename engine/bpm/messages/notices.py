"""Tell a group something by a template: promised in the act, written once by the relay."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

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
    _write(tx, instance, [(job_id, payload["group"], payload["template"])])


def keep_announce(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Tell each group once that an advance opened tasks for it."""
    instance = tx.session.get_one(Instance, UUID(payload["instance_id"]))
    wanted = [UUID(task) for task in payload["tasks"]]
    groups = tx.session.scalars(
        select(Task.group_code).where(Task.id.in_(wanted), Task.closed_at.is_(None)).distinct()
    )
    ids = (UUID(int=(job_id.int + rank) % 2**128) for rank in range(len(wanted)))
    _write(
        tx, instance, [(i, group, NEW_TASK) for i, group in zip(ids, sorted(groups), strict=False)]
    )


def notices(tx: Transaction, instance_id: UUID | None = None) -> Sequence[tuple[Notice, str]]:
    """What the actor's groups were told, newest first; or all that was told about one case."""
    query = (
        select(Notice, Instance.reference)
        .join(Instance, Instance.id == Notice.instance_id)
        .where(access.visible(Notice.circle_id, tx.actor))
        .order_by(Notice.at.desc(), Notice.id)
        .limit(MAX_LISTED)
    )
    if instance_id is None:
        query = query.where(Notice.group_code.in_(sorted(tx.actor.groups)))
    else:
        query = query.where(Notice.instance_id == instance_id, Notice.template != NEW_TASK)
    return [(notice, reference) for notice, reference in tx.session.execute(query)]


def _write(tx: Transaction, instance: Instance, told: list[tuple[UUID, str, str]]) -> None:
    common = {"instance_id": instance.id, "circle_id": instance.circle_id, "at": tx.now}
    tx.writes.insert(
        Notice,
        [{"id": i, **common, "group_code": group, "template": name} for i, group, name in told],
    )


HANDLERS = {"tell": keep_tell, "announce": keep_announce}
