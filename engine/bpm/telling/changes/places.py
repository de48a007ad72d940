"""How each element of a diagram is called, those without a name by where they stand."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from engine.bpm.dialect.model import Body, EventKind, Kind, Node, Process
from engine.bpm.telling.order import in_order
from engine.bpm.telling.vocabulary import quoted, sentence

NOUNS: Final[Mapping[Kind, str]] = {
    Kind.START: "le début",
    Kind.END: "la fin",
    Kind.THROW: "le signal",
    Kind.EXCLUSIVE: "le choix",
    Kind.PARALLEL: "les chemins ensemble",
    Kind.INCLUSIVE: "le choix de plusieurs chemins",
    Kind.EVENT_GATEWAY: "l’attente de ce qui arrive en premier",
    Kind.SUBPROCESS: "le groupe d’étapes",
    Kind.ADHOC: "le groupe d’étapes sans ordre",
    Kind.TRANSACTION: "le groupe d’étapes",
}
EVENTS: Final[Mapping[EventKind, str]] = {
    EventKind.TIMER: "la minuterie",
    EventKind.MESSAGE: "l’attente d’un événement",
    EventKind.SIGNAL: "l’attente d’un signal",
    EventKind.ERROR: "l’erreur",
    EventKind.ESCALATION: "l’alerte",
    EventKind.LINK: "le renvoi",
    EventKind.CANCEL: "l’annulation",
}
NEAR: Final = 50
"""Elements looked at for one that has a name."""
JOIN: Final = "l’attente de tous les chemins"


class Places:
    """The elements of a process as they are met, and what they are called."""

    def __init__(self, process: Process) -> None:
        self.nodes: dict[str, Node] = {}
        self.bodies: dict[str, Body] = {}
        """Where each element stands."""
        for node, body in every_node(process.body):
            self.nodes[node.id] = node
            self.bodies[node.id] = body
        self.signs: dict[str, str] = {}
        """What tells an element from the others of its name, or where it stands."""
        for _, nodes in groupby(sorted(self.nodes.values(), key=_name), key=_name):
            self.signs |= self._signs(list(nodes))

    def where(self, key: str) -> str:
        """« Visite », « Rappel (sur « Visite ») », « La minuterie sur « Visite » »."""
        name, sign = self.nodes[key].name, self.signs[key]
        if not name:
            return sentence(self.target(key))
        return f"{name} ({sign})" if sign else name

    def target(self, key: str) -> str:
        """The same within a sentence, names in quotes; empty for an element that is not there."""
        node = self.nodes.get(key)
        if node is None:
            return ""
        sign = self.signs[key]
        if not node.name:
            return f"{self._noun(node)} {sign}".strip()
        name = f"la fin {quoted(node.name)}" if node.kind is Kind.END else quoted(node.name)
        return f"{name} ({sign})" if sign else name

    def around(self, key: str) -> str:
        """The group of steps in which an element stands; empty for the process itself."""
        owner = self.bodies[key].id
        return owner if owner in self.nodes else ""

    def is_join(self, node: Node) -> bool:
        """Whether a gateway waits for its ways instead of parting them."""
        outgoing = self.bodies[node.id].outgoing(node.id)
        return node.kind in (Kind.PARALLEL, Kind.INCLUSIVE) and len(outgoing) < 2

    def _signs(self, nodes: list[Node]) -> dict[str, str]:
        """Of the nodes of one name, for each the first sign that it does not share."""
        if not nodes[0].name:
            return {node.id: self._after(node) or self._within(node) for node in nodes}
        found = {node.id: self._within(node) for node in nodes}
        for sign in (self._after, lambda node: node.lane):
            count = Counter(found.values())
            shared = [node for node in nodes if count[found[node.id]] > 1]
            found |= {node.id: sign(node) or found[node.id] for node in shared}
        alone = len(nodes) == 1 and not nodes[0].attached_to
        return {nodes[0].id: ""} if alone else found

    def _noun(self, node: Node) -> str:
        noun = NOUNS.get(node.kind) or EVENTS.get(node.event.kind) or "l’étape sans nom"
        if self.is_join(node):
            return JOIN
        start = node.body.start() if node.triggered and node.body else node
        is_event = node.kind is Kind.START or node.triggered
        return EVENTS.get(start.event.kind, noun) if start and is_event else noun

    def _within(self, node: Node) -> str:
        """The step that it may interrupt, or the group of steps that holds it."""
        host = self.nodes.get(node.attached_to)
        owner = host or self.nodes.get(self.around(node.id))
        place = "sur" if host else "dans"
        return f"{place} {quoted(owner.name)}" if owner and owner.name else ""

    def _after(self, node: Node) -> str:
        """The nearest element before it that has a name; none is before what interrupts."""
        body = self.bodies[node.id]
        pending, seen = [node.id], {node.id}
        for key in pending:
            if len(seen) > NEAR:
                break
            for flow in body.incoming(key):
                source = body.nodes.get(flow.source)
                if source is not None and source.id not in seen:
                    if source.name:
                        return f"après {quoted(source.name)}"
                    seen.add(source.id)
                    pending.append(source.id)
        return ""


def _name(node: Node) -> str:
    return node.name


def every_node(body: Body) -> Iterator[tuple[Node, Body]]:
    """Each node with its body as they are met; what a group of steps holds follows it."""
    events = [node for node in body.nodes.values() if node.triggered]
    for node in [*(one for one in in_order(body) if not one.triggered), *events]:
        yield node, body
        if node.body:
            yield from every_node(node.body)
