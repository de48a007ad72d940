"""Timers, messages, signals, errors: what waits, and what happens when it comes.

An event sub-process that has not started has no token: its start event stands in
``scope.armed`` only, and enters the tree when it fires.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.bpm.dialect.model import Event, EventKind, Node
from engine.bpm.runtime import schedule
from engine.bpm.runtime.host import Variables
from engine.bpm.runtime.scope import Scope, Token
from engine.feel import names

if TYPE_CHECKING:
    from engine.bpm.runtime.case import Case

Memory = dict[str, Any]
FAILURES = schedule.FAILURES
MUST_BE_CAUGHT = (EventKind.ERROR, EventKind.CANCEL)


class NotCaught(schedule.BadTimer):
    """An error was thrown and nothing catches it."""


def waiting(node: Node, token: Token) -> Memory | None:
    """What a token waiting at a catching event must remember; None when it never waits itself."""
    host, context = token.scope.case.host, token.context
    event = node.event
    if event.kind is EventKind.TIMER:
        return {"timer": schedule.arm(event, context, host, host.now)}
    if event.kind is EventKind.MESSAGE:
        return {"key": _key(host.value(event.expression, context))}
    return {} if event.kind is EventKind.SIGNAL else None


def wait(scope: Scope, element: str, memory: Memory) -> None:
    """Put a waiting token at a boundary event."""
    token = Token(scope, scope.spec.task_specs[element], scope.task_tree, TaskState.WAITING)
    token.internal_data = {"entered": scope.case.host.now, **memory}


def arm_scope(case: "Case", scope: Scope) -> None:
    """Arm the event sub-processes of a scope that begins, all or none."""
    try:
        for start in scope.spec.starts.values():
            _arm(case, scope, start)
    except Exception:
        scope.armed.clear()
        raise


def rearm(case: "Case") -> None:
    """Compute again the waiting timers whose expression reads a variable that has changed."""
    changed, case.changed = case.changed, set()
    for scope_id, name in changed:
        source = case.scopes.get(scope_id)
        for scope in case.scopes.values():
            if source is not None and scope.sees(source):
                _rearm_scope(case, scope, name)


def fire(case: "Case", key: str) -> None:
    """A timer is due: by its token, or ``scope/element`` for an event sub-process."""
    if "/" not in key:
        token = case.token(UUID(key))
        _trigger(case, token, {}, _following(case, token.internal_data["timer"]))
        return
    scope, start = _armed_start(case, key)
    armed = scope.armed[start.id]
    following = _following(case, armed["timer"])
    scope.armed[start.id] = {"timer": following} if following else {"was": armed["timer"]}
    _start_subprocess(case, scope, start, {})


def receive(case: "Case", key: str, values: Variables) -> None:
    """A message has come for the subscription ``key``."""
    if "/" in key:
        scope, start = _armed_start(case, key)
        _start_subprocess(case, scope, start, values)
    else:
        _trigger(case, case.token(UUID(key)), values, {})


def throw(scope: Scope, event: Event) -> None:
    """Throw what an end or intermediate event throws, from inside ``scope``."""
    case = scope.case
    if event.kind is EventKind.SIGNAL:
        for token, armed_in, start in list(_signal_catchers(case, event.name)):
            if token is not None and case.is_live(token):
                _trigger(case, token, {}, {})
            elif armed_in is not None and start is not None and start.id in armed_in.armed:
                _start_subprocess(case, armed_in, start, {})
    elif event.kind in (EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL):
        found = _catcher(scope, event)
        if found is not None:
            _catch(case, *found)


def require_catcher(scope: Scope, event: Event) -> None:
    """NotCaught when ``event`` is an error that nothing around would catch."""
    if event.kind in MUST_BE_CAUGHT and _catcher(scope, event) is None:
        raise NotCaught(f"error {event.name} is caught nowhere")


def disarm_host(case: "Case", host: Token) -> None:
    """An activity is done: the boundary events attached to it wait no more."""
    for token in host.scope.tokens:
        if token.internal_data.get("host") == str(host.id):
            token.scope.drop(token)


def close_gate(case: "Case", token: Token) -> None:
    """One event behind an event-based gateway has come: the others wait no more."""
    gate = token.internal_data.get("gate")
    for other in token.scope.tokens if gate else ():
        if other is not token and other.internal_data.get("gate") == gate:
            other.scope.drop(other)


def armed_starts(case: "Case") -> Iterator[tuple[str, Node, Memory]]:
    """Every armed event sub-process: its key, its start event, what it remembers."""
    for scope in case.scopes.values():
        for element, armed in scope.armed.items():
            yield f"{scope.id}/{element}", scope.spec.starts[element], armed


# Helpers, in the order they are called.


def _following(case: "Case", armed: Memory) -> Memory | None:
    following, missed = schedule.next_turn(armed, case.host.now)
    case.journal.missed += missed
    return following


def _key(value: Any) -> str:
    if value is None or value == "":
        raise schedule.BadTimer("the correlation key is empty")
    return str(value)


def _arm(case: "Case", scope: Scope, start: Node) -> None:
    event = start.event
    if event.kind is EventKind.TIMER:
        timer = schedule.arm(event, scope.context, case.host, case.host.now)
        _arm_timer(case, scope, start, timer)
    elif event.kind is EventKind.MESSAGE:
        scope.armed[start.id] = {"key": _key(case.host.value(event.expression, scope.context))}
    else:
        scope.armed[start.id] = {}


def _arm_timer(case: "Case", scope: Scope, start: Node, timer: Memory) -> None:
    """A threshold that is found already passed is recorded, not acted upon, where it says so."""
    if start.properties.get("si_passe") == "noter" and timer["due"] <= case.host.now:
        scope.armed[start.id] = {"was": timer}
        case.journal.passed.append((scope.spec.process_id, start.id))
    else:
        scope.armed[start.id] = {"timer": timer}


def _rearm_scope(case: "Case", scope: Scope, name: str) -> None:
    for element, armed in list(scope.armed.items()):
        start = scope.spec.starts[element]
        if start.event.kind is EventKind.TIMER and name in _reads(start.event.expression):
            waits = "timer" in armed
            before = armed["timer"] if waits else schedule.put_back(armed["was"])
            timer = _rearmed(case, start, scope.context, before)
            if timer["due"] != before["due"]:
                _arm_timer(case, scope, start, timer)
            elif waits:
                scope.armed[element] = {"timer": timer}
    for token in scope.tokens:
        event = token.node.event
        if "timer" in token.internal_data and name in _reads(event.expression):
            before = token.internal_data["timer"]
            token.internal_data["timer"] = _rearmed(case, token.node, token.context, before)


def _rearmed(case: "Case", node: Node, context: Variables, before: Memory) -> Memory:
    timer = schedule.rearm(node.event, context, case.host, before)
    if "planned" in before and "planned" not in timer:
        case.journal.lapsed.append(node.id)
    return timer


def _reads(expression: str) -> frozenset[str]:
    return names(expression[1:]) if expression.startswith("=") else frozenset()


def _trigger(case: "Case", token: Token, values: Variables, following: Memory | None) -> None:
    """A waiting token gets its event. ``following``: what it waits for next when it stays."""
    node, host_id = token.node, token.internal_data.get("host")
    case.assign(token, values)
    if host_id is None:
        token.internal_data.pop("timer", None)
        token.internal_data.pop("key", None)
        token._set_state(TaskState.READY)
        case.queue.append(token)
        return
    if node.interrupting:
        case.cancel(case.token(UUID(host_id)))
    elif following:
        token.internal_data["timer"] = following
    elif following is None:
        token.scope.drop(token)
    _go_on_from(case, token.scope, node)


def _go_on_from(case: "Case", scope: Scope, node: Node) -> None:
    """Leave a boundary event: its own step is noted, its flows are followed."""
    fired = Token(scope, scope.spec.task_specs[node.id], scope.task_tree, TaskState.READY)
    fired.internal_data = {"entered": case.host.now}
    case.leave(fired, fired.task_spec.flows)


def _armed_start(case: "Case", key: str) -> tuple[Scope, Node]:
    scope_id, _, element = key.partition("/")
    scope = case.scopes.get(UUID(scope_id))
    if scope is None or element not in scope.armed:
        raise LookupError(key)
    return scope, scope.spec.starts[element]


def _start_subprocess(case: "Case", scope: Scope, start: Node, values: Variables) -> None:
    """Values that no scope around declares belong to this run of the event sub-process alone."""
    if start.interrupting:
        case.cancel_all(scope)
    own = {name: value for name, value in values.items() if name not in scope.context}
    host = case.enter(scope, scope.spec.owner_of_start[start.id], "")
    case.assign(host, {name: value for name, value in values.items() if name not in own})
    host.internal_data["locals"] = own


def _signal_catchers(
    case: "Case", name: str
) -> Iterator[tuple[Token | None, Scope | None, Node | None]]:
    for token in case.tokens():
        event = token.node.event
        catches = event.kind is EventKind.SIGNAL and event.name == name
        if catches and token.has_state(TaskState.WAITING):
            yield token, None, None
    for scope in list(case.scopes.values()):
        for element in list(scope.armed):
            start = scope.spec.starts[element]
            if start.event.kind is EventKind.SIGNAL and start.event.name == name:
                yield None, scope, start


def _catch(case: "Case", scope: Scope, node: Node, host: Token | None) -> None:
    if host is None:
        _start_subprocess(case, scope, node, {})
        return
    if node.interrupting:
        case.cancel(host)
    _go_on_from(case, scope, node)


def _catcher(scope: Scope, event: Event) -> tuple[Scope, Node, Token | None] | None:
    """Who catches an error or escalation, innermost first: scope, event, and the host it is on."""
    inner: Scope | None = scope
    while inner is not None:
        for element in inner.armed:
            if _catches(inner.spec.starts[element].event, event):
                return inner, inner.spec.starts[element], None
        host = inner.host
        if host is not None and "loop" in host.internal_data:
            host = scope.case.token_named(host.internal_data["loop"])
        for boundary in host.task_spec.boundaries if host is not None else ():
            if host is not None and _catches(boundary.event, event):
                return host.scope, boundary, host
        inner = inner.parent
    return None


def _catches(catching: Event, thrown: Event) -> bool:
    return catching.kind is thrown.kind and catching.name in ("", thrown.name)
