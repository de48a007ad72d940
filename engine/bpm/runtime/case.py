"""A running case: its scopes and tokens, moved until nobody but people and time can go on."""

import logging
from collections import deque
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.bpm.dialect.model import Flow, Kind
from engine.bpm.runtime import codec, events, joins, loops
from engine.bpm.runtime.host import Host, Variables
from engine.bpm.runtime.incidents import EXPECTED, told
from engine.bpm.runtime.journal import Journal
from engine.bpm.runtime.program import Program
from engine.bpm.runtime.scope import Scope, Token
from engine.core import clock
from engine.core.errors import BudgetExceeded
from engine.feel import evaluation

MAX_STEPS = 2_000
MAX_SECONDS = 5.0
"""Of computing: where all is slow, a sound case is late, not broken."""
MAX_SCOPES = 200

logger = logging.getLogger(__name__)


class NotWaiting(LookupError):
    """The token, timer or subscription is not there any more."""


class Case:
    """The tree of scopes. Every public method is one step; ``run`` follows it to the next stop."""

    def __init__(self, program: Program, host: Host) -> None:
        self.program = program
        self.host = host
        self.scopes: dict[UUID, Scope] = {}
        self.queue: deque[Token] = deque()
        self.journal = Journal()
        self.changed: set[tuple[UUID, str]] = set()

    # What the world does to a case.

    def start(self, process_id: str, variables: Variables) -> None:
        """Begin the process at its start event with these variables."""
        scope = self._new_scope(self.program.process(process_id), None)
        scope.variables = dict(variables)
        self._begin(scope)
        self.run()

    def complete(self, token_id: UUID, values: Variables) -> None:
        """A person has done a user task: keep the values, go on. NotWaiting when it is closed."""
        token = self.token(token_id)
        if not is_open_task(token):
            raise NotWaiting(token_id)
        self.assign(token, values)
        token.internal_data["answered"] = True
        self.queue.append(token)
        self.run()

    def fire(self, key: str) -> None:
        """The timer of that key is due."""
        events.fire(self, key)
        self.run()

    def receive(self, key: str, values: Variables) -> None:
        """The message that the subscription of that key waits for has come."""
        events.receive(self, key, values)
        self.run()

    def retry(self, token_id: UUID) -> None:
        """Try again the element where an incident stands."""
        token = self.token(token_id)
        if token.internal_data.pop("incident", None) is None:
            raise NotWaiting(token_id)
        # What failed may have been a timer that a variable had moved: all are looked at again.
        self.changed |= {(s.id, name) for s in self.scopes.values() for name in s.variables}
        self.queue.append(token)
        self.run()

    def correct(self, process_id: str, values: Variables) -> None:
        """Rewrite variables wherever they live, in ``process_id`` where they live nowhere yet."""
        for name, value in values.items():
            homes = [scope for scope in self.scopes.values() if name in scope.variables]
            for scope in homes or self._processes(process_id):
                self._set(scope, name, value)
        events.rearm(self)
        self.run()

    # The engine's own moves.

    def run(self) -> None:
        """Move every token that can move, within the budgets of one advance."""
        steps, stop_at = 0, clock.worked() + MAX_SECONDS
        while self.queue or self._settle():
            token = self.queue.popleft()
            if not self.is_live(token):
                continue
            steps += 1
            if steps > MAX_STEPS or clock.worked() > stop_at:
                self._stop(token, steps)
            elif "incident" not in token.internal_data:
                self._move(token)
        if self.is_over:
            for scope in self.scopes.values():
                scope.armed.clear()

    def enter(
        self, scope: Scope, element: str, flow: str, memory: Variables | None = None
    ) -> Token:
        """Put a token before an element."""
        token = Token(scope, scope.spec.task_specs[element], scope.task_tree, TaskState.FUTURE)
        token.internal_data = {"flow": flow, "entered": self.host.now, **(memory or {})}
        self.queue.append(token)
        return token

    def leave(self, token: Token, flows: Sequence[Flow], memory: Variables | None = None) -> None:
        """The element is done: the token goes on by these flows, or ends."""
        scope = token.scope
        result, is_enough = loops.result_of(self, token), joins.is_enough(self, token)
        self._close_inside(token)
        events.disarm_host(self, token)
        events.close_gate(self, token)
        self.journal.note(token, "done", self.host.now)
        scope.drop(token)
        if "loop" in token.internal_data:
            loops.item_done(self, token, result)
            return
        if is_enough:
            self.cancel_all(scope)
            return
        for flow in flows:
            self.journal.note_flow(scope, flow.id)
            self.enter(scope, flow.target, flow.id, memory)

    def write(self, token: Token, values: Variables) -> None:
        """Write each name in the nearest scope that has it, else in the process."""
        self.assign(token, values)
        events.rearm(self)

    def assign(self, token: Token, values: Variables) -> None:
        """The same, without looking at the timers yet. NotKept when a value cannot be kept."""
        codec.require_kept(values)
        for name, value in values.items():
            if "loop" in token.internal_data:
                token.internal_data.setdefault("locals", {})[name] = value
            else:
                self._set(token.scope.home_of(name), name, value)

    def cancel(self, token: Token) -> None:
        """Take a token and all that hangs on it out of the case."""
        events.disarm_host(self, token)
        self._close_inside(token)
        for item in token.scope.tokens:
            if item.internal_data.get("loop") == str(token.id):
                self.cancel(item)
        self.journal.note(token, "cancelled", self.host.now)
        token.scope.drop(token)

    def cancel_all(self, scope: Scope) -> None:
        """Cancel every token of a scope, and what it has armed."""
        scope.armed.clear()
        for token in scope.tokens:
            if token.id in scope.tasks:
                self.cancel(token)

    def open_scope(self, host: Token, variables: Variables) -> Scope:
        """Begin the body of a sub-process or of a called process."""
        node = host.node
        called = self.program.process(node.called) if node.kind is Kind.CALL else None
        scope = self._new_scope(called or self.program.body(host.scope.spec, node.id), host)
        scope.variables = dict(variables)
        self._begin(scope)
        return scope

    def close_scope(self, scope: Scope) -> None:
        """Drop a scope with whatever is still open in it."""
        self.cancel_all(scope)
        self.scopes.pop(scope.id, None)

    def inner(self, host: Token) -> Scope:
        """The scope that runs inside ``host``."""
        return next(scope for scope in self.scopes.values() if scope.host is host)

    # Reading.

    @property
    def is_over(self) -> bool:
        return not any(scope.tokens for scope in self.scopes.values())

    def is_live(self, token: Token) -> bool:
        return token.scope.id in self.scopes and token.id in token.scope.tasks

    def tokens(self) -> list[Token]:
        return [token for scope in self.scopes.values() for token in scope.tokens]

    def token(self, token_id: UUID) -> Token:
        for token in self.tokens():
            if token.id == token_id:
                return token
        raise NotWaiting(token_id)

    def token_named(self, token_id: str) -> Token:
        return self.token(UUID(token_id))

    # Helpers, in the order they are called.

    def _processes(self, process_id: str) -> list[Scope]:
        running = self.scopes.values()
        return [s for s in running if s.is_process and s.spec.process_id == process_id]

    def _new_scope(self, spec: Any, host: Token | None) -> Scope:
        if len(self.scopes) >= MAX_SCOPES:
            raise BudgetExceeded(scopes=MAX_SCOPES)
        scope = Scope(self, spec, host)
        self.scopes[scope.id] = scope
        return scope

    def _begin(self, scope: Scope) -> None:
        for entry in scope.spec.entries:
            self.enter(scope, entry, "")

    def _close_inside(self, token: Token) -> None:
        for inner in [scope for scope in self.scopes.values() if scope.host is token]:
            self.close_scope(inner)

    def _settle(self) -> bool:
        """Nothing moves any more: inclusive joins may fire, empty scopes end."""
        ready = joins.ready_inclusive(self) or self._empty_scope_hosts()
        for token in ready:
            token._set_state(TaskState.READY)
        self.queue.extend(ready)
        return bool(ready)

    def _empty_scope_hosts(self) -> list[Token]:
        return [
            scope.host
            for scope in self.scopes.values()
            if scope.host is not None
            and not scope.tokens
            and scope.host.has_state(TaskState.STARTED)
            and "incident" not in scope.host.internal_data
        ]

    def _move(self, token: Token) -> None:
        before, arriving = dict(token.internal_data), token.has_state(TaskState.FUTURE)
        with evaluation(now=self.host.now, functions=self.host.functions) as run:
            try:
                events.rearm(self)
                if arriving:
                    token.task_spec._update(token)
                if token.has_state(TaskState.READY) and self._is_automatic(token):
                    token.run()
            except Exception as error:  # an action's own fault parks the case, it does not lose it
                if not isinstance(error, EXPECTED):
                    logger.exception("element %s failed", token.node.id)
                self._park(token, told(error, run.reasons), before, arriving)

    def _stop(self, token: Token, steps: int) -> None:
        incident = told(BudgetExceeded(steps=steps), ())
        arriving = bool(token.has_state(TaskState.FUTURE))
        self._park(token, incident, token.internal_data, arriving)

    @staticmethod
    def _is_automatic(token: Token) -> bool:
        return not token.task_spec.is_manual or bool(token.internal_data.get("answered"))

    def _park(
        self, token: Token, incident: dict[str, str], memory: Variables, arriving: bool
    ) -> None:
        """Leave the token before its element, with an incident; what arriving began is undone."""
        token.internal_data = {**memory, "incident": incident}
        if not arriving:
            token._set_state(TaskState.READY)
            return
        events.disarm_host(self, token)
        self.scopes = {i: scope for i, scope in self.scopes.items() if scope.host is not token}
        token._set_state(TaskState.FUTURE)

    def _set(self, scope: Scope, name: str, value: Any) -> None:
        scope.variables[name] = value
        self.changed.add((scope.id, name))


def is_open_task(token: Token) -> bool:
    """True for a user task that waits for a person."""
    memory = token.internal_data
    waits = token.task_spec.is_manual and bool(token.has_state(TaskState.READY))
    return waits and not memory.get("answered") and "incident" not in memory
