"""What a case holds where one of its tasks waits, for a page that tells it beside the task."""

from collections.abc import Collection, Mapping
from typing import Any

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.advance import host_of
from engine.bpm.instances.models import Instance
from engine.bpm.runtime.state import load
from engine.bpm.tasks.models import Task
from engine.core.transaction import Transaction
from engine.feel import to_json


def context_of(tx: Transaction, task: Task, names: Collection[str]) -> Mapping[str, Any]:
    """These variables as JSON values, those that have one; nothing of a case closed to the actor.

    ``task`` is open, and the actor was allowed to find it.
    """
    instance = tx.session.get_one(Instance, task.instance_id)
    if not task.is_open or instance.is_closed_to(tx.actor.organisation):
        return {}
    release = compiled(tx, instance.release_id)
    context = load(release.program, host_of(tx, instance, release), instance.state)
    known = context.token(task.id).context
    return {name: to_json(known[name]) for name in set(names) & known.keys()}
