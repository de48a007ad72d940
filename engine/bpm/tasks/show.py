"""What a task asks of the person who opens it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpm.diagrams.load import Compiled, compiled
from engine.bpm.forms.read import Form
from engine.bpm.forms.shown import shown_names
from engine.bpm.instances.advance import host_of
from engine.bpm.instances.answers import form_of
from engine.bpm.instances.kept import state_of
from engine.bpm.instances.models import Instance
from engine.bpm.runtime.state import load
from engine.bpm.tasks.models import Task
from engine.core.identity.models import Group, Person
from engine.core.transaction import Transaction
from engine.feel import to_json


@dataclass(frozen=True)
class Question:
    """The form with what surrounds it on the page."""

    reference: str
    process: str
    instruction: str
    form: Form
    group: str
    holder: str | None
    closer: str | None
    shown: Mapping[str, Any]
    """Variables of the case that the form's texts show, as JSON values."""


def asked(tx: Transaction, task: Task) -> Question:
    """The form of a task that the actor was allowed to find, and who it concerns."""
    instance = tx.session.get_one(Instance, task.instance_id)
    release = compiled(tx, instance.release_id)
    node = release.program.node(task.process, task.element)
    group = tx.session.get(Group, task.group_code)
    holder = tx.session.get(Person, task.claimed_by) if task.claimed_by else None
    closer = tx.session.get(Person, task.closed_by) if task.closed_by else None
    return Question(
        reference=instance.reference,
        process=release.program.processes[task.process].name,
        instruction=node.instruction if node else "",
        form=form_of(release, task.form),
        group=group.name if group else task.group_code,
        holder=holder.name if holder else None,
        closer=closer.name if closer else None,
        shown=_shown(tx, task, instance, release),
    )


def _shown(tx: Transaction, task: Task, instance: Instance, release: Compiled) -> dict[str, Any]:
    wanted = shown_names(form_of(release, task.form))
    if not wanted or not task.is_open or instance.is_closed_to(tx.actor.organisation):
        return {}
    case = load(release.program, host_of(tx, instance, release), state_of(tx, instance))
    context = case.token(task.id).context
    return {name: to_json(context[name]) for name in wanted & context.keys()}
