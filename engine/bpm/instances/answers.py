"""Answers: kept once, encrypted for their row; read back by those who see the case."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from engine.bpm.diagrams.load import Compiled
from engine.bpm.forms.read import Form
from engine.bpm.forms.validate import Answers
from engine.bpm.instances.heard import Said, tell_rooms
from engine.bpm.instances.models import Answer, Instance
from engine.core.errors import NotFound
from engine.core.transaction import Transaction

Place = tuple[str, str]


def form_of(release: Compiled, name: str) -> Form:
    """The form of that name in the release; a task without a form has an empty one."""
    if not name:
        return Form("", (), {"type": "default", "components": []})
    if name not in release.forms:
        raise NotFound(form=name)
    return release.forms[name]


def keep_answers(
    tx: Transaction,
    instance: Instance,
    place: Place,
    form: Form,
    raw: Mapping[str, Any],
    correction: tuple[UUID, str] | None = None,
) -> UUID:
    """Write the answers of one form, sealed for their row. Returns the answer's id.

    ``place`` is the process and the element where they were given; ``correction`` the answer
    that these replace, and why.
    """
    answer_id = uuid4()
    corrects, reason = correction or (None, None)
    row = {
        "id": answer_id,
        "instance_id": instance.id,
        "circle_id": instance.circle_id,
        "process": place[0],
        "element": place[1],
        "form": form.id,
        "body": _seal(tx, instance, json.dumps(raw), f"answer:{answer_id}"),
        "at": tx.now,
        "actor_id": tx.actor.id,
        "organisation": tx.actor.organisation,
        "corrects_id": corrects,
        "reason": _seal(tx, instance, reason, f"reason:{answer_id}") if reason else None,
    }
    tx.writes.insert(Answer, [row])
    tell_rooms(tx, Said(instance, form.id, answer_id, corrects, raw))
    return answer_id


def open_answers(tx: Transaction, answer: Answer) -> dict[str, Any]:
    """The answers as they were given, key by key."""
    content: dict[str, Any] = json.loads(tx.keys.open(answer.body, f"answer:{answer.id}"))
    return content


def variables_of(release: Compiled, form: Form, answers: Answers) -> dict[str, Any]:
    """Only the codes that some expression of the release reads become variables."""
    wanted = release.variables_of(form)
    return {name: value for name, value in answers.values.items() if name in wanted}


def _seal(tx: Transaction, instance: Instance, text: str, row: str) -> bytes:
    return tx.keys.seal(text.encode(), row, apart=instance.is_apart)
