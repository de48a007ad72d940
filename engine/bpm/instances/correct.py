"""Correct the answers of a form that was completed."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.diagrams.closure import texts_of
from engine.bpm.diagrams.load import Compiled, compiled
from engine.bpm.dialect.model import Body, Kind, Node
from engine.bpm.forms.validate import validate
from engine.bpm.instances.advance import advance, lock_instance
from engine.bpm.instances.answers import form_of, keep_answers, variables_of
from engine.bpm.instances.models import Answer, Instance, Step
from engine.bpm.runtime.case import Case
from engine.bpm.runtime.schedule import FAILURES
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotFound
from engine.core.transaction import Transaction
from engine.feel import names


def correct_answer(
    tx: Transaction, answer_id: UUID, answers: Mapping[str, Any], reason: str
) -> list[str]:
    """Replace the answers of one form, for a reason, and compute again what they had set.

    Variables are rewritten and armed dates are armed anew, when no later answer to the same form
    has already replaced them. Gateways and automatic steps that the case has passed by a
    corrected variable are not replayed: their ids are returned.
    """
    old = _find(tx, answer_id)
    instance = lock_instance(tx, old.instance_id)
    access.require(tx, access.Permission.ANSWER_CORRECT, old)
    if not reason.strip():
        raise AnswersRefused(errors={"motif": ["Dites pourquoi la réponse est corrigée."]})
    release = compiled(tx, instance.release_id)
    form = form_of(release, old.form)
    accepted = validate(form, answers, tx.now)
    variables = variables_of(release, form, accepted) if _is_last(tx, old) else {}
    changed: set[str] = set()

    def rewrite(case: Case) -> None:
        changed.update(_changed(case, variables))
        case.correct(old.process, variables)

    try:
        advance(tx, instance, rewrite)
    except FAILURES as error:
        told = "Avec cette réponse, une échéance ne peut plus être calculée."
        raise AnswersRefused(errors={"motif": [told]}) from error
    correction = (old.id, reason.strip())
    keep_answers(tx, instance, (old.process, old.element), form, accepted.raw, correction)
    record(tx, instance, instance.circle_id, "answer:corrected", old.id, accepted.raw)
    return not_replayed(tx, instance, release, frozenset(changed))


def not_replayed(
    tx: Transaction, instance: Instance, release: Compiled, changed: frozenset[str]
) -> list[str]:
    """The gateways and automatic steps already passed that had read one of these variables."""
    passed = set(
        tx.session.scalars(
            select(Step.element).where(Step.instance_id == instance.id, Step.outcome == "done")
        )
    )
    return sorted(
        node.id
        for process in release.program.processes.values()
        for body in process.bodies()
        for node in body.nodes.values()
        if node.id in passed and changed & _read_by(body, node)
    )


def _find(tx: Transaction, answer_id: UUID) -> Answer:
    answer = tx.session.scalar(
        select(Answer).where(Answer.id == answer_id, access.visible(Answer.circle_id, tx.actor))
    )
    if answer is None:
        raise NotFound(answer_id=answer_id)
    return answer


def _is_last(tx: Transaction, answer: Answer) -> bool:
    """False when the same form was answered again since: its variables are the later answer's."""
    later = select(Answer.id).where(
        Answer.instance_id == answer.instance_id,
        Answer.form == answer.form,
        Answer.at > answer.at,
    )
    return tx.session.scalar(later.limit(1)) is None


def _changed(case: Case, variables: Mapping[str, Any]) -> Iterator[str]:
    for scope in case.scopes.values():
        for name in variables.keys() & scope.variables.keys():
            if scope.variables[name] != variables[name]:
                yield name


REPLAYABLE = frozenset({Kind.USER, Kind.CATCH, Kind.RECEIVE, Kind.BOUNDARY, Kind.START})


def _read_by(body: Body, node: Node) -> frozenset[str]:
    """What a gateway or an automatic step read; due dates and waiting events are armed anew."""
    if node.kind in REPLAYABLE:
        return frozenset()
    texts = [*texts_of(node), *(flow.condition for flow in body.outgoing(node.id))]
    return frozenset().union(*(names(text[1:]) for text in texts if text.startswith("=")))
