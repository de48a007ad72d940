"""Joins that look around them: inclusive gateways, and the end of an ad-hoc sub-process."""

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.bpm.dialect.model import Kind
from engine.bpm.runtime.scope import Scope, Token

if TYPE_CHECKING:
    from engine.bpm.runtime.case import Case


def ready_inclusive(case: "Case") -> list[Token]:
    """Inclusive gateways for which no token of their scope can still come; others are merged."""
    ready: list[Token] = []
    for scope in case.scopes.values():
        for name in {token.task_spec.name for token in scope.tokens if _waits(token)}:
            waiting = [t for t in scope.tokens if _waits(t) and t.task_spec.name == name]
            if not _may_still_come(scope, waiting):
                for spare in waiting[1:]:
                    scope.drop(spare)
                ready.append(waiting[0])
    return ready


def is_enough(case: "Case", token: Token) -> bool:
    """True when this activity ends an ad-hoc sub-process: its completion condition holds."""
    scope = token.scope
    condition = scope.spec.body.condition if "loop" not in token.internal_data else ""
    return bool(condition) and case.host.value(condition, scope.context) is True


def _waits(token: Token) -> bool:
    return token.node.kind is Kind.INCLUSIVE and bool(token.has_state(TaskState.WAITING))


def _may_still_come(scope: Scope, waiting: list[Token]) -> bool:
    """True when another token may reach the gateway by a flow where none waits (BPMN 13.4.3)."""
    gateway = waiting[0].task_spec
    missing = gateway.incoming - {token.internal_data["flow"] for token in waiting}
    others = [token for token in scope.tokens if token not in waiting]
    return any(
        scope.spec.reaches(token.node.id, flow, gateway.name)
        for token in others
        for flow in missing
    )
