"""Start a case under the newest release of its root process."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from engine.bpm.diagrams.load import Compiled, compiled
from engine.bpm.diagrams.publish import newest_release
from engine.bpm.forms.read import Form
from engine.bpm.forms.validate import validate
from engine.bpm.instances.advance import NOTHING, host_of, save
from engine.bpm.instances.answers import form_of, keep_answers, variables_of
from engine.bpm.instances.models import Instance, InstanceStatus
from engine.bpm.runtime.case import Case
from engine.bpm.runtime.journal import Journal
from engine.core.audit.record import record
from engine.core.errors import NotFound
from engine.core.transaction import Transaction


def newest(tx: Transaction, root: str) -> Compiled:
    """The compiled release that a new case of ``root`` takes; NotFound before any publication."""
    release = newest_release(tx, root)
    if release is None:
        raise NotFound(process=root)
    return compiled(tx, release.id)


def start_form(release: Compiled) -> Form:
    """What is asked of whoever begins a case; an empty form when nothing is."""
    start = release.program.processes[release.root].body.start()
    return form_of(release, start.form if start else "")


def start_instance(
    tx: Transaction, root: str, reference: str, circle_id: UUID, answers: Mapping[str, Any]
) -> Instance:
    """Begin a case with the answers to its start form (AnswersRefused when they do not hold)."""
    release = newest(tx, root)
    start, form = release.program.processes[root].body.start(), start_form(release)
    accepted = validate(form, answers, tx.now)
    variables = {"reference": reference, **variables_of(release, form, accepted)}
    instance, _ = begin(tx, release, reference, circle_id, variables)
    keep_answers(tx, instance, (root, start.id if start else ""), form, accepted.raw)
    record(tx, instance, circle_id, "case:started", instance.id, accepted.raw)
    return instance


def begin(
    tx: Transaction,
    release: Compiled,
    reference: str,
    circle_id: UUID,
    variables: Mapping[str, Any],
    *,
    apart: bool = False,
) -> tuple[Instance, Journal]:
    """Create the instance and run it to its first stop.

    ``apart``: what it holds is sealed under the violences volet's own key.
    """
    instance = Instance(
        id=uuid4(),
        release_id=release.id,
        circle_id=circle_id,
        reference=reference,
        status=InstanceStatus.ACTIVE,
        state=b"",
        started_at=tx.now,
        audit_head=b"",
        audit_length=0,
        stand_ins=None,
        is_apart=apart,
    )
    tx.session.add(instance)
    tx.session.flush()
    case = Case(release.program, host_of(tx, instance, release))
    case.start(release.root, dict(variables))
    save(tx, instance, release, case, NOTHING)
    return instance, case.journal
