"""The graph: starts, ends, flows, gateways, what is attached to what."""

from collections.abc import Iterator

from engine.bpm.dialect.model import (
    SUBPROCESSES,
    Body,
    EventKind,
    Flow,
    Kind,
    Node,
    Problem,
    Process,
)
from engine.bpm.dialect.sources import Sources

GATEWAYS = {Kind.EXCLUSIVE, Kind.INCLUSIVE}
ACTIVITIES = {
    Kind.TASK,
    Kind.MANUAL,
    Kind.USER,
    Kind.SERVICE,
    Kind.SEND,
    Kind.SCRIPT,
    Kind.RULE,
    Kind.CALL,
    *SUBPROCESSES,
}


def check(sources: Sources, process: Process) -> Iterator[Problem]:
    """Problems of every body of the process."""
    for body in process.bodies():
        owner = next((n for n in process.nodes() if n.id == body.id), None)
        yield from (
            _adhoc(owner, body) if owner and body.is_adhoc else _starts(process, body, owner)
        )
        yield from _cancels(body, owner)
        for flow in body.flows.values():
            yield from _flow(body, flow)
        for node in body.nodes.values():
            yield from _node(body, node)
        yield from _unreached(body)


def _starts(process: Process, body: Body, owner: Node | None) -> Iterator[Problem]:
    starts = [node for node in body.nodes.values() if node.kind is Kind.START]
    line, name = (owner.line, owner.id) if owner else (process.line, process.id)
    if len(starts) != 1:
        yield Problem(line, name, "Il faut un événement de début, et un seul.")
    for start in starts:
        triggered = start.event.kind is not EventKind.NONE
        if owner is not None and owner.triggered and not triggered:
            yield Problem(start.line, start.id, "Ce début doit attendre un événement.")
        if (owner is None or not owner.triggered) and triggered:
            yield Problem(start.line, start.id, "Ce début ne peut pas attendre d’événement.")


def _adhoc(owner: Node, body: Body) -> Iterator[Problem]:
    """Its activities begin together: it has no start, no end, and waits for nothing itself."""
    for node in body.nodes.values():
        if node.kind in (Kind.START, Kind.END) or node.triggered:
            yield Problem(node.line, node.id, "Un sous-processus ad hoc n’a ni début ni fin.")
    if not body.entries():
        yield Problem(owner.line, owner.id, "Aucune activité ne commence.")
    if body.condition and not body.condition.startswith("="):
        yield Problem(
            owner.line, owner.id, "La condition de fin est une expression FEEL : « = … »."
        )


def _cancels(body: Body, owner: Node | None) -> Iterator[Problem]:
    """A transaction is cancelled from inside it, and says by a boundary event what follows."""
    for node in body.nodes.values():
        if node.event.kind is not EventKind.CANCEL:
            continue
        place = owner if node.kind is Kind.END else body.nodes.get(node.attached_to)
        if place is None or place.kind is not Kind.TRANSACTION:
            yield Problem(node.line, node.id, "Seule une transaction s’annule.")


def _flow(body: Body, flow: Flow) -> Iterator[Problem]:
    if flow.source not in body.nodes or flow.target not in body.nodes:
        yield Problem(flow.line, flow.id, "Le flux ne relie pas deux étapes de la même portée.")
        return
    source = body.nodes[flow.source]
    if flow.condition and source.kind not in GATEWAYS:
        yield Problem(flow.line, flow.id, "Une condition se pose à la sortie d’une passerelle.")
    if flow.condition and not flow.condition.startswith("="):
        yield Problem(flow.line, flow.id, "Une condition est une expression FEEL : « = … ».")
    several = len(body.outgoing(source.id)) > 1
    if source.kind in GATEWAYS and several and not flow.condition and flow.id != source.default:
        yield Problem(flow.line, flow.id, "Ce flux n’a ni condition, ni le rôle par défaut.")


def _node(body: Body, node: Node) -> Iterator[Problem]:
    outgoing, incoming = body.outgoing(node.id), body.incoming(node.id)
    ends = node.kind is Kind.END or node.triggered
    link_throw = node.kind is Kind.THROW and node.event.kind is EventKind.LINK
    if ends and outgoing:
        yield Problem(node.line, node.id, "Rien ne sort de cette étape.")
    if not ends and not link_throw and not outgoing and not body.is_adhoc:
        yield Problem(node.line, node.id, "Aucun flux ne sort de cette étape.")
    starts = node.kind in (Kind.START, Kind.BOUNDARY) or node.triggered
    if starts and incoming:
        yield Problem(node.line, node.id, "Rien n’entre dans cette étape.")
    if node.default and node.default not in {flow.id for flow in outgoing}:
        yield Problem(node.line, node.id, "Le flux par défaut ne sort pas de cette passerelle.")
    if node.kind is Kind.BOUNDARY:
        host = body.nodes.get(node.attached_to)
        if host is None or host.kind not in ACTIVITIES or host.triggered:
            yield Problem(node.line, node.id, "Cet événement n’est attaché à aucune activité.")
    if node.kind is Kind.EVENT_GATEWAY:
        yield from _event_gateway(body, node)
    if link_throw and len(body.link_catches(node.event.name)) != 1:
        yield Problem(node.line, node.id, "Ce lien doit mener à une réception de même nom.")


def _event_gateway(body: Body, node: Node) -> Iterator[Problem]:
    for flow in body.outgoing(node.id):
        target = body.nodes.get(flow.target)
        if target is None or target.kind not in (Kind.CATCH, Kind.RECEIVE):
            yield Problem(flow.line, flow.id, "Cette passerelle mène à des événements seulement.")


def _unreached(body: Body) -> Iterator[Problem]:
    following: dict[str, set[str]] = {}
    for flow in body.flows.values():
        following.setdefault(flow.source, set()).add(flow.target)
    for node in body.nodes.values():
        if node.attached_to:
            following.setdefault(node.attached_to, set()).add(node.id)
    pending = [
        n.id
        for n in body.nodes.values()
        if n.id in body.entries() or n.triggered or n.event.kind is EventKind.LINK
    ]
    seen = set(pending)
    while pending:
        for target in following.get(pending.pop(), set()) - seen:
            seen.add(target)
            pending.append(target)
    for node in body.nodes.values():
        if node.id not in seen:
            yield Problem(node.line, node.id, "Aucun chemin ne mène à cette étape.")
