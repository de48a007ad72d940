"""BPMN elements as SpiffWorkflow task specs that predict nothing.

``arrive`` happens when a token reaches the element, ``run`` when the element does its work.
Both may raise: the token then stays before the element with an incident.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.util.task import TaskState

from engine.bpm.dialect.model import SUBPROCESSES, Body, EventKind, Flow, Kind, Node
from engine.bpm.runtime import codec, events, loops, schedule
from engine.bpm.runtime.scope import Token


class ElementSpec(TaskSpec):
    """An element that does its work by itself and goes on by all its flows."""

    is_manual = False

    def __init__(self, wf_spec: WorkflowSpec, node: Node, body: Body, name: str = "") -> None:
        super().__init__(wf_spec, name or node.id)
        self.node = node
        self.flows: Sequence[Flow] = body.outgoing(node.id)
        self.boundaries = body.boundaries(node.id)
        self.incoming = frozenset(flow.id for flow in body.incoming(node.id))

    def arrive(self, token: Token) -> bool:
        """True when the element may run at once."""
        return True

    def run(self, token: Token) -> None:
        """The element's own work."""

    def taken(self, token: Token) -> Sequence[Flow]:
        """The flows by which the token goes on."""
        return self.flows

    # SpiffWorkflow's hooks, from which the above are called.

    def test(self) -> None:
        """Checked when the diagram was read."""

    def _predict(self, *_args: Any, **_options: Any) -> None:
        """Nothing is predicted: the tree holds real tokens only."""

    def _update_hook(self, token: Token) -> bool:
        return self.arrive(token)

    def _run(self, token: Token) -> bool:
        self.run(token)
        return True

    def _on_complete(self, token: Token) -> None:
        token.scope.case.leave(token, self.taken(token))


class HostSpec(ElementSpec):
    """An activity: it takes its inputs and arms the boundary events attached to it."""

    @property
    def inputs(self) -> Sequence[tuple[str, str]]:
        """The variables of its own, each with where its value comes from."""
        return tuple(self.node.inputs)

    def arrive(self, token: Token) -> bool:
        host = token.scope.case.host
        context = token.context
        inputs = {target: host.value(source, context) for target, source in self.inputs}
        codec.require_kept(inputs)
        armed = [events.waiting(boundary, token) for boundary in self.boundaries]
        if inputs:
            token.internal_data["locals"] = {**token.internal_data.get("locals", {}), **inputs}
        for boundary, memory in zip(self.boundaries, armed, strict=True):
            if memory is not None:
                events.wait(token.scope, boundary.id, {**memory, "host": str(token.id)})
        return self.begin(token)

    def begin(self, token: Token) -> bool:
        """True when the activity may run at once."""
        return True


class UserSpec(HostSpec):
    """Waits for a person."""

    is_manual = True

    def begin(self, token: Token) -> bool:
        due = token.scope.case.host.value(self.node.due, token.context) if self.node.due else None
        if due is not None and not isinstance(due, date):
            raise schedule.BadTimer("a task is due on a date")
        token.internal_data["due"] = due
        return True


class ScriptSpec(HostSpec):
    """``zeebe:script``: one FEEL expression, one variable."""

    def run(self, token: Token) -> None:
        case = token.scope.case
        case.write(token, {self.node.result: case.host.value(self.node.script, token.context)})


class RuleSpec(HostSpec):
    """Calls a decision of the release."""

    def run(self, token: Token) -> None:
        case = token.scope.case
        case.write(token, {self.node.result: case.host.decide(self.node.decision, token.context)})


class ServiceSpec(HostSpec):
    """Calls a named action with its declared inputs; its declared outputs become variables."""

    def run(self, token: Token) -> None:
        case = token.scope.case
        # A repeated step has its item among its own variables: the action asked for none of it.
        own = token.internal_data.get("locals", {})
        inputs = {target: own[target] for target, _ in self.inputs}
        outputs = case.host.act(self.node.action, inputs)
        if self.node.outputs:
            context = {**token.context, **outputs}
            outputs = {name: case.host.value(text, context) for name, text in self.node.outputs}
        case.write(token, outputs)


class ScopeSpec(HostSpec):
    """A sub-process or a call: runs a body in a scope of its own."""

    def begin(self, token: Token) -> bool:
        token._set_state(TaskState.STARTED)
        given = token.internal_data.pop("locals", {})
        if "loop" in token.internal_data:
            token.internal_data["locals"] = given
        if self.node.kind is Kind.CALL:
            given = {target: given[target] for target, _ in self.inputs}
        token.scope.case.open_scope(token, given)
        return False

    def run(self, token: Token) -> None:
        case = token.scope.case
        inner = case.inner(token)
        outputs = {name: case.host.value(text, inner.context) for name, text in self.node.outputs}
        if "loop" in token.internal_data and self.node.kind in SUBPROCESSES:
            token.internal_data["locals"] = {**token.internal_data["locals"], **inner.variables}
        case.write(token, outputs)

    def taken(self, token: Token) -> Sequence[Flow]:
        return () if self.node.triggered else self.flows


class CatchSpec(ElementSpec):
    """Waits for a timer, a message or a signal."""

    def arrive(self, token: Token) -> bool:
        if self.node.event.kind in (EventKind.NONE, EventKind.LINK):
            return True
        memory = events.waiting(self.node, token)
        token.internal_data.update(memory or {})
        token._set_state(TaskState.WAITING)
        return False


class StartSpec(ElementSpec):
    """Whatever triggered it has happened when a token stands here: its scope begins."""

    def arrive(self, token: Token) -> bool:
        events.arm_scope(token.scope.case, token.scope)
        return True


class ThrowSpec(ElementSpec):
    """Throws a signal or an escalation and goes on; a link goes on at its namesake."""

    def _on_complete(self, token: Token) -> None:
        case = token.scope.case
        events.throw(token.scope, self.node.event)
        if case.is_live(token):  # what it threw may have taken its own branch away
            case.leave(token, self.taken(token))

    def taken(self, token: Token) -> Sequence[Flow]:
        node, body = self.node, self._wf_spec.body
        if node.event.kind is not EventKind.LINK:
            return self.flows
        return [
            Flow(node.id, node.id, catch.id, "", node.line)
            for catch in body.link_catches(node.event.name)
        ]


class EndSpec(ElementSpec):
    """Ends its token; may throw, or end everything else in its scope."""

    def run(self, token: Token) -> None:
        events.require_catcher(token.scope, self.node.event)

    def _on_complete(self, token: Token) -> None:
        case, scope = token.scope.case, token.scope
        case.leave(token, ())
        if self.node.event.kind is EventKind.TERMINATE:
            case.cancel_all(scope)
        else:
            events.throw(scope, self.node.event)


class LoopSpec(HostSpec):
    """Multi-instance: one token of the inner element an item, together or one after another."""

    def __init__(self, wf_spec: WorkflowSpec, node: Node, body: Body, inner: ElementSpec) -> None:
        super().__init__(wf_spec, node, body)
        self.inner = inner

    @property
    def inputs(self) -> Sequence[tuple[str, str]]:
        return ()  # each item takes its own

    def begin(self, token: Token) -> bool:
        return loops.begin(token, self.inner.name)
