"""Diagrams compiled once into specs, shared by every case of a release."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from SpiffWorkflow.specs.StartTask import StartTask
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.bpm.dialect.model import Body, EventKind, Kind, Node, Process
from engine.bpm.runtime import gateways, specs

SPECS: Mapping[Kind, type[specs.ElementSpec]] = {
    Kind.START: specs.StartSpec,
    Kind.END: specs.EndSpec,
    Kind.CATCH: specs.CatchSpec,
    Kind.THROW: specs.ThrowSpec,
    Kind.BOUNDARY: specs.CatchSpec,
    Kind.TASK: specs.HostSpec,
    Kind.MANUAL: specs.HostSpec,
    Kind.USER: specs.UserSpec,
    Kind.SERVICE: specs.ServiceSpec,
    Kind.SEND: specs.ServiceSpec,
    Kind.RECEIVE: specs.CatchSpec,
    Kind.SCRIPT: specs.ScriptSpec,
    Kind.RULE: specs.RuleSpec,
    Kind.EXCLUSIVE: gateways.ExclusiveSpec,
    Kind.PARALLEL: gateways.ParallelSpec,
    Kind.INCLUSIVE: gateways.InclusiveSpec,
    Kind.EVENT_GATEWAY: gateways.EventGatewaySpec,
    Kind.SUBPROCESS: specs.ScopeSpec,
    Kind.ADHOC: specs.ScopeSpec,
    Kind.TRANSACTION: specs.ScopeSpec,
    Kind.CALL: specs.ScopeSpec,
}


class BodySpec(WorkflowSpec):
    """The specs of one body, with what the runtime asks about its graph."""

    def __init__(self, process_id: str, body: Body, is_process: bool) -> None:
        super().__init__(body.id)
        self.process_id = process_id
        self.body = body
        self.is_process = is_process
        self.start = StartTask(self, " root")
        self.starts: dict[str, Node] = {}
        self.owner_of_start: dict[str, str] = {}
        for node in body.nodes.values():
            self._add(node)
        self.entries = body.entries()

    def _add(self, node: Node) -> None:
        if node.loop is None:
            SPECS[node.kind](self, node, self.body)
        else:
            inner = SPECS[node.kind](self, node, self.body, f"{node.id}#item")
            inner.boundaries = []
            specs.LoopSpec(self, node, self.body, inner)
        trigger = node.body.start() if node.triggered and node.body else None
        if trigger is not None:
            self.starts[trigger.id] = trigger
            self.owner_of_start[trigger.id] = node.id

    def reaches(self, element: str, flow: str, gateway: str) -> bool:
        """True when a token at ``element`` may still pass ``flow`` without passing ``gateway``."""
        source = self.body.flows[flow].source
        return source == element or source in self._after(element, gateway)

    def _after(self, element: str, gateway: str) -> set[str]:
        seen: set[str] = set()
        pending = [element]
        while pending:
            for target in self._next.get(pending.pop(), ()):
                if target not in seen and target != gateway:
                    seen.add(target)
                    pending.append(target)
        return seen

    @cached_property
    def _next(self) -> dict[str, set[str]]:
        following: dict[str, set[str]] = {}
        for flow in self.body.flows.values():
            following.setdefault(flow.source, set()).add(flow.target)
        for node in self.body.nodes.values():
            if node.attached_to:
                following.setdefault(node.attached_to, set()).add(node.id)
            if node.event.kind is EventKind.LINK and node.kind is Kind.THROW:
                following[node.id] = {catch.id for catch in self.body.link_catches(node.event.name)}
        return following


class Program:
    """The processes of a release, by id, and every body inside them."""

    def __init__(self, processes: Iterable[Process]) -> None:
        self.processes = {process.id: process for process in processes}
        self._bodies = {
            (process.id, body.id): BodySpec(process.id, body, body is process.body)
            for process in self.processes.values()
            for body in process.bodies()
        }

    def process(self, process_id: str) -> BodySpec:
        return self._bodies[process_id, process_id]

    def body(self, outer: BodySpec, sub_process_id: str) -> BodySpec:
        """The body of a sub-process that stands in ``outer``."""
        return self._bodies[outer.process_id, sub_process_id]

    def find(self, process_id: str, body_id: str) -> BodySpec:
        return self._bodies[process_id, body_id]

    def node(self, process_id: str, element: str) -> Node | None:
        """The node of that id at any depth of a process."""
        return next(
            (node for node in self.processes[process_id].nodes() if node.id == element), None
        )
