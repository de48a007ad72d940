"""May is a rule in one table. What has no rule is refused."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from engine.core.errors import NotAllowed
from engine.core.identity.actor import Actor
from engine.core.transaction import Transaction


class Permission(StrEnum):
    """Everything that can be asked of the engine by somebody who sees the thing."""

    TASK_CLAIM = "task:claim"
    TASK_RELEASE = "task:release"
    TASK_COMPLETE = "task:complete"
    CASE_START = "case:start"
    MESSAGE_SEND = "message:send"
    MESSAGE_FILE = "message:file"
    MESSAGE_FILE_UNKNOWN = "message:file_unknown"
    ANSWER_CORRECT = "answer:correct"
    INCIDENT_RETRY = "incident:retry"
    TIMER_MOVE = "timer:move"
    TIMING_READ = "timing:read"
    DIAGRAM_PUBLISH = "diagram:publish"
    DIAGRAM_EDIT = "diagram:edit"
    DIAGRAM_READ = "diagram:read"


def require(tx: Transaction, permission: Permission, subject: Any) -> None:
    """Raise NotAllowed unless the rule of ``permission`` lets the actor act on ``subject``."""
    if not may(tx.actor, permission, subject):
        raise NotAllowed(permission=permission.value, person=str(tx.actor.id))


def may(actor: Actor, permission: Permission, subject: Any) -> bool:
    """Ask the rule of ``permission``; a screen hides what this refuses."""
    return actor.is_system or RULES[permission](actor, subject)


def _in_group_of(actor: Actor, task: Any) -> bool:
    return task.group_code in actor.groups


def _holds(actor: Actor, task: Any) -> bool:
    return bool(task.claimed_by == actor.id)


def _holds_or_free(actor: Actor, task: Any) -> bool:
    return _holds(actor, task) or (task.claimed_by is None and _in_group_of(actor, task))


def _leads(actor: Actor, task: Any) -> bool:
    """The chef of the task's own side gives back what an absent colleague holds."""
    is_own = task.group_code.startswith(f"{actor.organisation}_")
    return is_own and bool(actor.groups & CHIEFS)


def _works_on_cases(actor: Actor, _subject: Any) -> bool:
    return bool(actor.groups & CASEWORK)


def _may_report(actor: Actor, event: Any) -> bool:
    """A diagram may name who reports an event; nobody else does then."""
    return bool(event.groups & actor.groups) if event.groups else _works_on_cases(actor, event)


def _may_file(actor: Actor, instance: Any) -> bool:
    return _works_on_cases(actor, instance) and not instance.is_closed_to(actor.organisation)


CHIEFS = frozenset({"MDL_CHEF", "XLH_PILOTE"})
CASEWORK = frozenset({"MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_PREC", "XLH_RELOG", "XLH_PILOTE"})

RULES: Mapping[Permission, Callable[[Actor, Any], bool]] = {
    Permission.TASK_CLAIM: _in_group_of,
    Permission.TASK_RELEASE: lambda actor, task: _holds(actor, task) or _leads(actor, task),
    Permission.TASK_COMPLETE: _holds_or_free,
    Permission.CASE_START: lambda actor, _: bool(actor.groups & {"MDL_TS", "XLH_IS"}),
    Permission.MESSAGE_SEND: _may_report,
    Permission.MESSAGE_FILE: _may_file,
    Permission.MESSAGE_FILE_UNKNOWN: lambda actor, _: bool(actor.groups & CHIEFS),
    Permission.ANSWER_CORRECT: lambda actor, answer: (
        answer.actor_id == actor.id
        or ("MDL_CHEF" in actor.groups and answer.organisation == actor.organisation)
    ),
    Permission.INCIDENT_RETRY: lambda actor, _: bool(actor.groups & {*CHIEFS, "EDITEUR_PROCESSUS"}),
    Permission.TIMER_MOVE: lambda actor, instance: (
        bool(actor.groups & CHIEFS) and not instance.is_closed_to(actor.organisation)
    ),
    Permission.TIMING_READ: lambda actor, _: bool(actor.groups & {*CHIEFS, "EDITEUR_PROCESSUS"}),
    Permission.DIAGRAM_PUBLISH: lambda actor, _: "EDITEUR_PROCESSUS" in actor.groups,
    Permission.DIAGRAM_EDIT: lambda actor, _: "EDITEUR_PROCESSUS" in actor.groups,
    # How the work is done is no secret to those who do it, whatever their trade.
    Permission.DIAGRAM_READ: lambda actor, _: bool(actor.groups),
}
