"""Rows that say what a case waits for: written as the difference between before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update

from engine.bpm.dialect.model import EventKind
from engine.bpm.instances.models import Incident, Instance
from engine.bpm.messages.models import Subscription
from engine.bpm.runtime.case import Case, is_open_task
from engine.bpm.runtime.events import armed_starts
from engine.bpm.runtime.scope import Scope, Token
from engine.bpm.tasks.models import Task
from engine.bpm.timers.models import Timer
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction

Rows = dict[Any, dict[str, Any]]


@dataclass(frozen=True)
class Mirror:
    """What a case waits for, each by the key of its row."""

    tasks: Rows
    timers: Rows
    subscriptions: Rows
    incidents: Rows


def mirror_of(case: Case) -> Mirror:
    """Read the open tasks, timers, subscriptions and incidents of a case."""
    mirror = Mirror({}, {}, {}, {})
    for token in case.tokens():
        _read_token(mirror, token)
    for key, start, armed in armed_starts(case):
        scope = case.scopes[UUID(key.partition("/")[0])]
        if "timer" in armed:
            mirror.timers[key] = _timer(start, armed["timer"])
        if "key" in armed:
            mirror.subscriptions[key] = _subscription(scope, start, armed["key"], _depth(scope))
    return mirror


def write_mirror(tx: Transaction, instance: Instance, before: Mirror, after: Mirror) -> list[UUID]:
    """Write what changed, together with the rest; returns the new tasks."""
    common = {"instance_id": instance.id, "circle_id": instance.circle_id}
    for token_id in after.tasks.keys() - before.tasks.keys():
        asked = after.tasks[token_id]
        asked["group_code"] = instance.group_for(asked["group_code"])
    opened = _write_tasks(tx, common, before.tasks, after.tasks)
    for table, old, new, reset in (
        (Timer, before.timers, after.timers, ("retry_at",)),
        (Subscription, before.subscriptions, after.subscriptions, ()),
    ):
        gone = [{"instance_id": instance.id, "key": key} for key in sorted(old.keys() - new.keys())]
        tx.writes.delete(table, gone)
        changed = [{**common, "key": key, **row} for key, row in new.items() if old.get(key) != row]
        tx.writes.upsert(table, changed, reset=reset)
    _write_incidents(tx, common, before.incidents, after.incidents)
    return opened


def _read_token(mirror: Mirror, token: Token) -> None:
    memory, node = token.internal_data, token.node
    if is_open_task(token):
        mirror.tasks[token.id] = {
            "process": token.scope.spec.process_id,
            "element": node.id,
            "name": node.name,
            "form": node.form,
            "group_code": node.group,
            "due_on": _day(memory.get("due")),
        }
    if "incident" in memory:
        mirror.incidents[token.id] = {"element": node.id, **memory["incident"]}
    if "timer" in memory:
        mirror.timers[str(token.id)] = _timer(node, memory["timer"])
    if "key" in memory and node.event.kind is EventKind.MESSAGE:
        row = _subscription(token.scope, node, memory["key"], _depth(token.scope) + 1)
        mirror.subscriptions[str(token.id)] = row


def _timer(node: Any, armed: Mapping[str, Any]) -> dict[str, Any]:
    due = armed["due"]
    planned = armed.get("planned")
    return {"element": node.id, "due_at": due, "planned_at": planned, "wake_at": due}


def _day(due: Any) -> date | None:
    return paris_day(due) if isinstance(due, datetime) else due


def _subscription(scope: Scope, node: Any, key: str, depth: int) -> dict[str, Any]:
    return {
        "process": scope.spec.process_id,
        "element": node.id,
        "message": node.event.name,
        "correlation_key": key,
        "depth": depth,
    }


def _depth(scope: Scope) -> int:
    depth = 0
    while scope.parent is not None:
        scope, depth = scope.parent, depth + 2
    return depth


def _write_tasks(tx: Transaction, common: dict[str, Any], old: Rows, new: Rows) -> list[UUID]:
    fresh: dict[str, Any] = {"opened_at": tx.now, "closed_at": None, "closed_by": None}
    closed = {"closed_at": tx.now, "closed_by": tx.actor.id}
    rows = []
    for token_id, row in new.items():
        if token_id not in old:
            rows.append({"id": token_id, **common, **row, **fresh, "outcome": None})
    opened = [row["id"] for row in rows]
    for token_id, row in old.items():
        if token_id not in new:
            outcome = row.get("outcome", "cancelled")
            rows.append({"id": token_id, **common, **row, **fresh, **closed, "outcome": outcome})
    tx.writes.upsert(Task, rows, ("closed_at", "closed_by", "outcome"), ("draft",))
    return opened


def _write_incidents(tx: Transaction, common: dict[str, Any], old: Rows, new: Rows) -> None:
    gone = [token_id for token_id, row in old.items() if new.get(token_id) != row]
    if gone:
        tx.session.execute(
            update(Incident)
            .where(Incident.token_id.in_(gone), Incident.resolved_at.is_(None))
            .values(resolved_at=tx.now)
        )
    rows = [
        {"id": uuid4(), **common, "token_id": token_id, **row, "at": tx.now}
        for token_id, row in new.items()
        if old.get(token_id) != row
    ]
    tx.writes.insert(Incident, rows)
