"""Gateways: where tokens part and meet."""

from collections.abc import Sequence

from SpiffWorkflow.util.task import TaskState

from engine.bpm.dialect.model import Flow
from engine.bpm.runtime.scope import Token
from engine.bpm.runtime.specs import ElementSpec


class NoWayOut(RuntimeError):
    """No condition of the gateway is true and it has no default flow."""


class ExclusiveSpec(ElementSpec):
    """One flow: the first whose condition is true, else the default."""

    def run(self, token: Token) -> None:
        token.internal_data["taken"] = [self.choose(token).id]

    def choose(self, token: Token) -> Flow:
        for flow in self.conditional():
            if (
                not flow.condition
                or token.scope.case.host.value(flow.condition, token.context) is True
            ):
                return flow
        for flow in self.flows:
            if flow.id == self.node.default:
                return flow
        raise NoWayOut(self.node.id)

    def conditional(self) -> list[Flow]:
        return [flow for flow in self.flows if flow.id != self.node.default]

    def taken(self, token: Token) -> Sequence[Flow]:
        names = token.internal_data["taken"]
        return [flow for flow in self.flows if flow.id in names]


class ParallelSpec(ElementSpec):
    """Takes one token from each incoming flow, gives one to each outgoing flow."""

    def arrive(self, token: Token) -> bool:
        waiting = {token.internal_data["flow"]: token}
        for other in token.scope.tokens:
            if other.task_spec is self and other.has_state(TaskState.WAITING):
                waiting.setdefault(other.internal_data["flow"], other)
        if waiting.keys() < self.incoming:
            token._set_state(TaskState.WAITING)
            return False
        for other in waiting.values():
            if other is not token:
                token.scope.drop(other)
        return True


class InclusiveSpec(ExclusiveSpec):
    """Waits for every token that may still come; goes on by each flow whose condition is true."""

    def arrive(self, token: Token) -> bool:
        if len(self.incoming) < 2:
            return True
        token._set_state(TaskState.WAITING)
        return False

    def run(self, token: Token) -> None:
        value, context = token.scope.case.host.value, token.context
        taken = [
            flow.id
            for flow in self.conditional()
            if not flow.condition or value(flow.condition, context) is True
        ]
        token.internal_data["taken"] = taken or [self.choose(token).id]


class EventGatewaySpec(ElementSpec):
    """Waits for the first of the events behind it."""

    def _on_complete(self, token: Token) -> None:
        token.scope.case.leave(token, self.flows, {"gate": str(token.id)})
