"""Complete a task: keep its answers, and let its case go on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from engine.bpm.diagrams.load import compiled
from engine.bpm.forms.validate import validate
from engine.bpm.instances.advance import advance
from engine.bpm.instances.answers import form_of, keep_answers, variables_of
from engine.bpm.runtime.case import Case, NotWaiting
from engine.bpm.tasks.find import lock_task
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import TaskAlreadyClosed, TaskClaimedByAnother
from engine.core.transaction import Transaction


def complete_task(tx: Transaction, task_id: UUID, answers: Mapping[str, Any]) -> Task:
    """Complete a task that the actor holds, or that nobody holds in one of their groups.

    AnswersRefused tells every field's problem; TaskAlreadyClosed when somebody was quicker.
    """
    task, instance = lock_task(tx, task_id)
    if task.claimed_by not in (None, tx.actor.id) and not tx.actor.is_system:
        raise TaskClaimedByAnother(task_id=task_id)
    access.require(tx, access.Permission.TASK_COMPLETE, task)
    release = compiled(tx, instance.release_id)
    form = form_of(release, task.form)
    accepted = validate(form, answers, tx.now)

    def complete(case: Case) -> None:
        case.complete(task_id, variables_of(release, form, accepted))

    try:
        advance(tx, instance, complete)
    except NotWaiting as error:
        raise TaskAlreadyClosed(task_id=task_id) from error
    keep_answers(tx, instance, (task.process, task.element), form, accepted.raw)
    record(tx, instance, instance.circle_id, "task:completed", task.id, accepted.raw)
    return _closed(tx, task)


def _closed(tx: Transaction, task: Task) -> Task:
    """The task as the mirror will have written it, for whoever asked; the row itself is its."""
    tx.session.expunge(task)
    task.closed_at, task.closed_by, task.outcome, task.draft = tx.now, tx.actor.id, "done", None
    return task
