"""Correct the answers of a form that was completed."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.diagrams.closure import expressions
from engine.bpm.diagrams.load import Compiled, compiled
from engine.bpm.dialect.model import Kind
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

    Variables are rewritten where they live and armed dates are armed anew. Gateways that the
    case has already passed by a corrected variable are not replayed: their ids are returned.
    """
    old = _find(tx, answer_id)
    instance = lock_instance(tx, old.instance_id)
    access.require(tx, access.Permission.ANSWER_CORRECT, old)
    if not reason.strip():
        raise AnswersRefused(errors={"motif": ["Dites pourquoi la réponse est corrigée."]})
    release = compiled(tx, instance.release_id)
    form = form_of(release, old.form)
    accepted = validate(form, answers, tx.now)
    variables = variables_of(release, form, accepted)
    changed: set[str] = set()

    def rewrite(case: Case) -> None:
        changed.update(_changed(case, variables))
        case.correct(variables)

    try:
        advance(tx, instance, rewrite)
    except FAILURES as error:
        told = "Avec cette réponse, une échéance ne peut plus être calculée."
        raise AnswersRefused(errors={"motif": [told]}) from error
    correction = (old.id, reason.strip())
    keep_answers(tx, instance, old.element, form, accepted.raw, correction)
    record(tx, instance, instance.circle_id, "answer:corrected", old.id, accepted.raw)
    return gateways_passed(tx, instance, release, frozenset(changed))


def gateways_passed(
    tx: Transaction, instance: Instance, release: Compiled, changed: frozenset[str]
) -> list[str]:
    """The gateways already passed whose conditions read one of these variables."""
    passed = tx.session.execute(
        select(Step.process, Step.element).where(
            Step.instance_id == instance.id,
            Step.kind.in_([Kind.EXCLUSIVE, Kind.INCLUSIVE]),
            Step.outcome == "done",
        )
    )
    return sorted(
        {element for process, element in passed if _reads(release, process, element) & changed}
    )


def _find(tx: Transaction, answer_id: UUID) -> Answer:
    answer = tx.session.scalar(
        select(Answer).where(Answer.id == answer_id, access.visible(Answer.circle_id, tx.actor))
    )
    if answer is None:
        raise NotFound(answer_id=answer_id)
    return answer


def _changed(case: Case, variables: Mapping[str, Any]) -> Iterator[str]:
    for scope in case.scopes.values():
        for name in variables.keys() & scope.variables.keys():
            if scope.variables[name] != variables[name]:
                yield name


def _reads(release: Compiled, process: str, gateway: str) -> frozenset[str]:
    flows = {
        flow.id
        for body in release.program.processes[process].bodies()
        for flow in body.outgoing(gateway)
    }
    texts = expressions(release.program.processes[process])
    return frozenset().union(*(names(text) for element, _, text in texts if element in flows))
