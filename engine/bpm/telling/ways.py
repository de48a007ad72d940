"""What comes after a step: gateways with one way in are told with the step that leads to them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engine.bpm.dialect.model import Body, EventKind, Flow, Kind, Node
from engine.bpm.telling.conditions import tell_condition
from engine.bpm.telling.model import Arm, Mode, Next
from engine.bpm.telling.order import throws_link
from engine.bpm.telling.vocabulary import Vocabulary

MODES: Final[Mapping[Kind, Mode]] = {
    Kind.EXCLUSIVE: Mode.CHOICE,
    Kind.INCLUSIVE: Mode.SEVERAL,
    Kind.PARALLEL: Mode.TOGETHER,
    Kind.EVENT_GATEWAY: Mode.FIRST,
}

ENDS: Final[Mapping[EventKind, str]] = {
    EventKind.TERMINATE: "fin, qui arrête ce qui reste ouvert",
    EventKind.ERROR: "fin par une erreur",
    EventKind.ESCALATION: "fin, avec une alerte",
    EventKind.SIGNAL: "fin, avec un signal",
    EventKind.CANCEL: "fin par une annulation",
}


class Ways:
    """The ways of one body."""

    def __init__(self, body: Body, vocabulary: Vocabulary, names: Mapping[Kind, str]) -> None:
        """``names``: what an element without a name is called, by its kind."""
        self.body = body
        self.vocabulary = vocabulary
        self.names = names
        self.into = {key: self._ways_into(key) for key in body.nodes}

    def is_silent(self, node: Node) -> bool:
        """An end, a gateway that only lets pass: what is told where it is reached."""
        is_gateway = node.kind in MODES and (self._passes(node) or self._is_folded(node))
        return is_gateway or node.kind is Kind.END

    def after(self, node: Node) -> Next | None:
        """What follows a node; None where its way ends."""
        flows = sorted(self.body.outgoing(node.id), key=lambda flow: flow.id == node.default)
        if throws_link(node):
            arms = [self._towards(one.id) for one in self.body.link_catches(node.event.name)]
            return Next(Mode.ONE, tuple(arms)) if arms else None
        if not flows:
            return None
        if node.kind in MODES and len(flows) > 1:
            arms = [self._arm(node, flow) for flow in flows]
            return Next(MODES[node.kind], tuple(arms), node.name)
        if len(flows) > 1:
            mode = Mode.SEVERAL if any(flow.condition for flow in flows) else Mode.TOGETHER
            return Next(mode, tuple(self._arm(node, flow) for flow in flows))
        return self._beyond(flows[0].target)

    def _beyond(self, key: str) -> Next:
        """What stands at the end of a flow: a step, or the question of a folded gateway."""
        node = self._landing(key)
        if self._is_folded(node):
            return self.after(node) or Next(Mode.ONE, ())
        return Next(Mode.ONE, (self._towards(node.id),))

    def _arm(self, node: Node, flow: Flow) -> Arm:
        condition = flow.condition.removeprefix("=")
        told = tell_condition(condition, self.vocabulary) if condition else None
        is_default = flow.id == node.default
        landing = self._landing(flow.target)
        if self._is_folded(landing):
            return Arm(flow.name, told, is_default, then=self.after(landing))
        return replace(
            self._towards(landing.id), name=flow.name, condition=told, is_default=is_default
        )

    def _towards(self, key: str) -> Arm:
        node = self._landing(key)
        if node.kind is Kind.END:
            return Arm("", None, False, end=ENDS.get(node.event.kind, "fin"), target_name=node.name)
        return Arm("", None, False, node.id, node.name or self.names[node.kind])

    def _landing(self, key: str) -> Node:
        """The node behind the gateways that only let pass."""
        node, seen = self.body.nodes[key], {key}
        while self._passes(node):
            following = self.body.outgoing(node.id)[0].target
            if following in seen:
                break
            seen.add(following)
            node = self.body.nodes[following]
        return node

    def _passes(self, node: Node) -> bool:
        return node.kind is Kind.EXCLUSIVE and len(self.body.outgoing(node.id)) == 1

    def _is_folded(self, node: Node) -> bool:
        is_split = node.kind in MODES and len(self.body.outgoing(node.id)) > 1
        return is_split and self.into[node.id] == 1

    def _ways_into(self, key: str, seen: frozenset[str] = frozenset()) -> int:
        """How many steps lead to a node, those behind passing gateways counted."""
        count = 0
        for flow in self.body.incoming(key):
            source = self.body.nodes.get(flow.source)
            passing = source is not None and self._passes(source) and flow.source not in seen
            count += self._ways_into(flow.source, seen | {flow.source}) if passing else 1
        return count
