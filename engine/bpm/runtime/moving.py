"""A waiting timer is brought to another date by hand, and back to the one that is planned."""

from datetime import datetime
from typing import Any
from uuid import UUID

from engine.bpm.dialect.model import Node
from engine.bpm.runtime import schedule
from engine.bpm.runtime.case import Case, NotWaiting


def timer_of(case: Case, key: str) -> tuple[Node, schedule.Armed]:
    """The event that waits under ``key`` and its timer; NotWaiting when it waits no more."""
    node, memory = _find(case, key)
    return node, memory["timer"]


def move(case: Case, key: str, to: datetime | None, *, earlier: bool) -> None:
    """Make the timer due at ``to``, or at its planned date again. Nothing else of the case moves.

    ``earlier``: it may only be brought forward, also when its planned date changes later on.
    """
    _, memory = _find(case, key)
    armed = memory["timer"]
    back = schedule.put_back(armed)
    memory["timer"] = back if to is None else schedule.moved(back, to, earlier=earlier)


def _find(case: Case, key: str) -> tuple[Node, dict[str, Any]]:
    scope_id, is_start, element = key.partition("/")
    if not is_start:
        token = case.token(UUID(key))
        node, memory = token.node, token.internal_data
    else:
        scope = case.scopes.get(UUID(scope_id))
        if scope is None or element not in scope.armed:
            raise NotWaiting(key)
        node, memory = scope.spec.starts[element], scope.armed[element]
    if "timer" not in memory:
        raise NotWaiting(key)
    return node, memory
