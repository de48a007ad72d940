"""A diagram as the engine understands it: plain, frozen, with the line of each element."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """The flow nodes that run, by their BPMN element name."""

    START = "startEvent"
    END = "endEvent"
    CATCH = "intermediateCatchEvent"
    THROW = "intermediateThrowEvent"
    BOUNDARY = "boundaryEvent"
    TASK = "task"
    MANUAL = "manualTask"
    USER = "userTask"
    SERVICE = "serviceTask"
    SEND = "sendTask"
    RECEIVE = "receiveTask"
    SCRIPT = "scriptTask"
    RULE = "businessRuleTask"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    INCLUSIVE = "inclusiveGateway"
    EVENT_GATEWAY = "eventBasedGateway"
    SUBPROCESS = "subProcess"
    ADHOC = "adHocSubProcess"
    TRANSACTION = "transaction"
    CALL = "callActivity"


SUBPROCESSES = frozenset({Kind.SUBPROCESS, Kind.ADHOC, Kind.TRANSACTION})
"""The kinds of node that have a body of their own."""


class EventKind(StrEnum):
    """What an event waits for or throws."""

    NONE = "none"
    TIMER = "timer"
    MESSAGE = "message"
    SIGNAL = "signal"
    ERROR = "error"
    ESCALATION = "escalation"
    LINK = "link"
    TERMINATE = "terminate"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Event:
    """An event definition. ``name`` is the message, signal or link name, or the error code."""

    kind: EventKind
    name: str = ""
    timer: str = ""
    """timeDate, timeDuration or timeCycle, for a timer."""
    expression: str = ""
    """The timer's FEEL text, or the message's correlation key."""


NO_EVENT = Event(EventKind.NONE)


@dataclass(frozen=True)
class Loop:
    """Multi-instance: one item a member of ``collection``."""

    collection: str
    item: str
    output_collection: str
    output_element: str
    condition: str
    sequential: bool


@dataclass(frozen=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    condition: str
    line: int
    name: str = ""


FORM_OF_MESSAGE = "formulaire"
UNTOLD = "sans_trace"
MOVE, EARLIER = "deplacement", "avancer"


@dataclass(frozen=True)
class Node:
    """A flow node with everything that its zeebe extensions say."""

    id: str
    kind: Kind
    name: str
    line: int
    event: Event = NO_EVENT
    lane: str = ""
    default: str = ""
    form: str = ""
    group: str = ""
    due: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    outputs: tuple[tuple[str, str], ...] = ()
    action: str = ""
    script: str = ""
    result: str = ""
    decision: str = ""
    called: str = ""
    attached_to: str = ""
    interrupting: bool = True
    triggered: bool = False
    """An event sub-process."""
    loop: Loop | None = None
    body: "Body | None" = None
    headers: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    documentation: str = ""

    @property
    def instruction(self) -> str:
        """What is asked, why, and what comes next, for the person who does it or reports it."""
        return self.properties.get("consigne", "")

    @property
    def is_untold(self) -> bool:
        """What it starts leaves no trace on the case's pages, nor does its coming (domain 0.1)."""
        return self.properties.get(UNTOLD) == "oui"

    @property
    def only_earlier(self) -> bool:
        """Whether its date may be brought forward by hand and never put off: it guards a limit."""
        return self.properties.get(MOVE) == EARLIER or "si_passe" in self.properties

    @property
    def message_form(self) -> str:
        """The form by which a person reports the message that this event waits for."""
        return self.properties.get(FORM_OF_MESSAGE, "")

    @property
    def reporters(self) -> tuple[str, ...]:
        """The groups that may report it; none named: whoever works on the case."""
        return tuple(self.properties.get("signale_par", "").split())


@dataclass(frozen=True)
class Body:
    """What a process or a sub-process contains."""

    id: str
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    is_adhoc: bool = False
    """Its activities begin together, without a start event."""
    condition: str = ""
    """Of an ad-hoc sub-process: true ends what is still open in it."""

    def outgoing(self, node_id: str) -> list[Flow]:
        return self._by_source.get(node_id, [])

    def incoming(self, node_id: str) -> list[Flow]:
        return self._by_target.get(node_id, [])

    @cached_property
    def _by_source(self) -> Mapping[str, list[Flow]]:
        return _grouped(self.flows.values(), lambda flow: flow.source)

    @cached_property
    def _by_target(self) -> Mapping[str, list[Flow]]:
        return _grouped(self.flows.values(), lambda flow: flow.target)

    def boundaries(self, node_id: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.attached_to == node_id]

    def link_catches(self, name: str) -> list[Node]:
        """Where the link of that name arrives."""
        return [
            node
            for node in self.nodes.values()
            if node.kind is Kind.CATCH and node.event == Event(EventKind.LINK, name=name)
        ]

    def entries(self) -> list[str]:
        """Where tokens stand when the body begins."""
        if not self.is_adhoc:
            start = self.start()
            return [start.id] if start else []
        entered = {flow.target for flow in self.flows.values()}
        return [n.id for n in self.nodes.values() if n.id not in entered and not n.attached_to]

    def start(self) -> Node | None:
        """The start event of this body: the none start, or an event sub-process's trigger."""
        return next((node for node in self.nodes.values() if node.kind is Kind.START), None)


def _grouped(flows: Iterable[Flow], key: Callable[[Flow], str]) -> dict[str, list[Flow]]:
    groups: dict[str, list[Flow]] = {}
    for flow in flows:
        groups.setdefault(key(flow), []).append(flow)
    return groups


@dataclass(frozen=True)
class Process:
    """One executable process, by its id."""

    id: str
    name: str
    line: int
    body: Body
    source: str = ""
    documentation: str = ""

    def bodies(self) -> Iterator[Body]:
        """The process's own body, then every sub-process's, outermost first."""
        pending = [self.body]
        while pending:
            body = pending.pop(0)
            yield body
            pending.extend(node.body for node in body.nodes.values() if node.body)

    def nodes(self) -> Iterator[Node]:
        """Every node at every depth."""
        for body in self.bodies():
            yield from body.nodes.values()


@dataclass(frozen=True, order=True)
class Problem:
    """Something to mend in a file; ``message`` is French, for the process owner: what is wrong,
    and how to mend it."""

    line: int
    element: str
    message: str
    is_advice: bool = False
    """Of the drawing alone: it hinders a reader, not the work, and no publication."""
