"""A half-filled form, kept for whoever works on the task."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from engine.bpm.tasks.find import lock_task
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.errors import AnswersRefused
from engine.core.transaction import Transaction

MAX_BYTES = 100_000


def save_draft(tx: Transaction, task_id: UUID, answers: Mapping[str, Any]) -> Task:
    """Keep unchecked answers, encrypted; they go when the task is completed."""
    task, instance = lock_task(tx, task_id)
    access.require(tx, access.Permission.TASK_COMPLETE, task)
    text = json.dumps(answers).encode()
    if len(text) > MAX_BYTES:
        raise AnswersRefused(errors={"": ["Le brouillon est trop long."]})
    task.draft = tx.keys.seal(text, f"draft:{task.id}", apart=instance.is_apart)
    task.drafted_at = tx.now
    return task


def read_draft(tx: Transaction, task: Task) -> dict[str, Any]:
    """The draft's answers; empty when there is none, and for whoever may not complete the task."""
    if task.draft is None or not access.may(tx.actor, access.Permission.TASK_COMPLETE, task):
        return {}
    content: dict[str, Any] = json.loads(tx.keys.open(task.draft, f"draft:{task.id}"))
    return content
