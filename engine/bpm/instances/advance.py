"""The only place where an instance moves: lock, load, step, run, save, mirror."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.actions import Cause, known_actions
from engine.bpm.decisions.decide import decide
from engine.bpm.diagrams.load import Compiled, compiled
from engine.bpm.functions import functions_of
from engine.bpm.instances.kept import kept_state, state_of
from engine.bpm.instances.mirror import Mirror, mirror_of, write_mirror
from engine.bpm.instances.models import Instance, InstanceStatus, Step
from engine.bpm.runtime.case import Case
from engine.bpm.runtime.host import Host
from engine.bpm.runtime.journal import Journal
from engine.bpm.runtime.state import dump, load
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import ActionFailed, NotFound
from engine.core.outbox.promise import promise
from engine.core.transaction import Transaction

Move = Callable[[Case], None]
NOTHING = Mirror({}, {}, {}, {})


def lock_instance(tx: Transaction, instance_id: UUID) -> Instance:
    """Take the one lock there is. Never lock another: with a single lock, no deadlock."""
    row = (
        select(Instance)
        .where(Instance.id == instance_id, access.visible(Instance.circle_id, tx.actor))
        .with_for_update()
    )
    tx.flush()  # what is read again must not hide what this transaction has changed
    # Without populate_existing, a copy loaded before the wait would hide what the winner wrote.
    instance = tx.session.scalar(row, execution_options={"populate_existing": True})
    if instance is None:
        raise NotFound(instance_id=instance_id)
    return instance


def advance(tx: Transaction, instance: Instance, move: Move) -> Journal:
    """Take one step with a locked instance, run it to the next stop, save and mirror the stop."""
    release = compiled(tx, instance.release_id)
    case = load(release.program, host_of(tx, instance, release), state_of(tx, instance))
    before = mirror_of(case)
    move(case)
    save(tx, instance, release, case, before)
    return case.journal


def host_of(tx: Transaction, instance: Instance, release: Compiled) -> Host:
    """What the case is lent for this transaction."""
    cause, functions = Cause(instance.id, instance.circle_id), functions_of(tx)

    def act(name: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        return _act(tx, cause, name, inputs)

    def consult(decision_id: str, context: Mapping[str, Any]) -> Any:
        return decide(release.decisions[decision_id], context, tx.now, functions).value

    return Host(tx.now, act, consult, functions)


def save(
    tx: Transaction, instance: Instance, release: Compiled, case: Case, before: Mirror
) -> None:
    """Write the state, the steps, and the rows that mirror what the case waits for."""
    after = mirror_of(case)
    done = {step["token"] for step in case.journal.steps if step["outcome"] == "done"}
    for token_id in done & before.tasks.keys():
        before.tasks[token_id]["outcome"] = "done"
    if "flows" in tx.memory:  # a rehearsal counts which flows are taken
        tx.memory["flows"].update(case.journal.flows)
    tx.writes.set(instance, **kept_state(tx, instance, dump(case)))
    if case.is_over and not after.incidents:
        tx.writes.set(instance, status=InstanceStatus.ENDED, ended_at=tx.now)
    for element in case.journal.lapsed:
        record(tx, instance, instance.circle_id, "timer:move_lapsed", element)
    opened = write_mirror(tx, instance, before, after)
    tx.writes.insert(Step, _steps(tx, instance, release, case.journal))
    if opened:
        payload = {"instance_id": str(instance.id), "tasks": [str(task) for task in opened]}
        promise(tx, [("announce", payload)])


def _act(tx: Transaction, cause: Cause, name: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    action = known_actions().get(name)
    if action is None or inputs.keys() != action.inputs:
        raise ActionFailed(action=name, inputs=sorted(inputs))
    # What the action wrote goes with it when it fails; the person's act stays.
    with tx.attempt() if action.writes else tx.draft():
        outputs = action.work(tx, cause, inputs) or {}
    if outputs.keys() != action.outputs:
        raise ActionFailed(action=name, outputs=sorted(outputs))
    return dict(outputs)


def _steps(
    tx: Transaction, instance: Instance, release: Compiled, journal: Journal
) -> list[dict[str, Any]]:
    common = {
        "instance_id": instance.id,
        "circle_id": instance.circle_id,
        "actor_id": tx.actor.id,
        "left_at": tx.now,
    }
    rows = [
        {
            "id": uuid4(),
            **common,
            "process": step["process"],
            "version": release.versions[step["process"]],
            "element": step["element"],
            "kind": step["kind"],
            "entered_at": step["entered"],
            "outcome": step["outcome"],
        }
        for step in journal.steps
    ]
    for process, element in journal.passed:
        passed = {"process": process, "version": release.versions[process], "element": element}
        passed |= {"kind": "startEvent", "entered_at": tx.now, "outcome": "passed"}
        rows.append({"id": uuid4(), **common, **passed})
    return [{**row, "rank": rank} for rank, row in enumerate(rows)]
