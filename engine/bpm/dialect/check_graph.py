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
    whole = "sous-processus" if owner else "processus"
    if not starts:
        yield Problem(line, name, f"Ce {whole} n’a pas de début : ajoutez-y un événement de début.")
    if len(starts) > 1:
        yield Problem(line, name, f"Ce {whole} a {len(starts)} débuts : gardez-en un seul.")
    for start in starts:
        triggered = start.event.kind is not EventKind.NONE
        if owner is not None and owner.triggered and not triggered:
            message = (
                "Ce début doit attendre quelque chose : remplacez-le par un début sur message, "
                "signal, minuterie ou erreur."
            )
            yield Problem(start.line, start.id, message)
        if (owner is None or not owner.triggered) and triggered:
            message = "Ce début ne peut rien attendre : remplacez-le par un début simple."
            yield Problem(start.line, start.id, message)


def _adhoc(owner: Node, body: Body) -> Iterator[Problem]:
    """Its activities begin together: it has no start, no end, and waits for nothing itself."""
    for node in body.nodes.values():
        if node.kind in (Kind.START, Kind.END) or node.triggered:
            message = (
                "Un sous-processus ad hoc n’a ni début, ni fin, ni sous-processus événementiel : "
                "retirez cette étape."
            )
            yield Problem(node.line, node.id, message)
    if not body.entries():
        message = "Aucune tâche ne peut y commencer : laissez-en au moins une sans flux entrant."
        yield Problem(owner.line, owner.id, message)
    if body.condition and not body.condition.startswith("="):
        message = "La condition de fin est une formule : faites-la commencer par « = »."
        yield Problem(owner.line, owner.id, message)


def _cancels(body: Body, owner: Node | None) -> Iterator[Problem]:
    """A transaction is cancelled from inside it, and says by a boundary event what follows."""
    for node in body.nodes.values():
        if node.event.kind is not EventKind.CANCEL:
            continue
        place = owner if node.kind is Kind.END else body.nodes.get(node.attached_to)
        if place is None or place.kind is not Kind.TRANSACTION:
            where = "dans une transaction" if node.kind is Kind.END else "au bord d’une transaction"
            message = (
                f"Seule une transaction s’annule : placez cet événement {where}, ou prenez-en un "
                "autre."
            )
            yield Problem(node.line, node.id, message)


def _flow(body: Body, flow: Flow) -> Iterator[Problem]:
    if flow.source not in body.nodes or flow.target not in body.nodes:
        message = (
            "Ce flux doit relier deux étapes du même processus ou du même sous-processus : "
            "déplacez ses bouts, ou supprimez-le."
        )
        yield Problem(flow.line, flow.id, message)
        return
    source = body.nodes[flow.source]
    if flow.condition and source.kind not in GATEWAYS:
        message = (
            "Seul un flux qui sort d’une passerelle exclusive ou inclusive a une condition : "
            "videz « Condition », ou ajoutez la passerelle."
        )
        yield Problem(flow.line, flow.id, message)
    if flow.condition and not flow.condition.startswith("="):
        message = "« Condition » est une formule : faites-la commencer par « = »."
        yield Problem(flow.line, flow.id, message)
    several = len(body.outgoing(source.id)) > 1
    if source.kind in GATEWAYS and several and not flow.condition and flow.id != source.default:
        message = (
            "Ce flux n’a pas de condition : remplissez « Condition », ou cochez « Par défaut »."
        )
        yield Problem(flow.line, flow.id, message)


def _node(body: Body, node: Node) -> Iterator[Problem]:
    for message in (*_ways(body, node), *_place(body, node)):
        yield Problem(node.line, node.id, message)
    if node.kind is Kind.EVENT_GATEWAY:
        yield from _event_gateway(body, node)


def _ways(body: Body, node: Node) -> Iterator[str]:
    """What goes out of a step, and into it."""
    outgoing, incoming = body.outgoing(node.id), body.incoming(node.id)
    ends = node.kind is Kind.END or node.triggered
    link_throw = node.kind is Kind.THROW and node.event.kind is EventKind.LINK
    if ends and outgoing:
        yield "Aucun flux ne peut sortir de cette étape : supprimez celui qui en part."
    if not ends and not link_throw and not outgoing and not body.is_adhoc:
        yield "Aucun flux ne sort de cette étape : reliez-la à la suivante, ou à une fin."
    starts = node.kind in (Kind.START, Kind.BOUNDARY) or node.triggered
    if starts and incoming:
        yield "Aucun flux ne peut mener à cette étape : supprimez celui qui y arrive."
    if node.default and node.default not in {flow.id for flow in outgoing}:
        yield "Son flux par défaut n’existe plus : cochez « Par défaut » sur un flux qui en sort."
    if link_throw:
        yield from _link(len(body.link_catches(node.event.name)))


def _link(arrivals: int) -> Iterator[str]:
    if not arrivals:
        yield "Ce lien ne mène nulle part : donnez son nom à un lien d’arrivée."
    if arrivals > 1:
        yield f"Ce lien mène à {arrivals} arrivées du même nom : gardez-en une seule."


def _place(body: Body, node: Node) -> Iterator[str]:
    """What an event at the edge of a step sits on."""
    host = body.nodes.get(node.attached_to)
    if node.kind is not Kind.BOUNDARY:
        return
    if host is None or host.kind not in ACTIVITIES or host.triggered:
        yield (
            "Cet événement n’est pas au bord d’une étape qui peut l’attendre : posez-le au bord "
            "d’une tâche ou d’un sous-processus."
        )


def _event_gateway(body: Body, node: Node) -> Iterator[Problem]:
    for flow in body.outgoing(node.id):
        target = body.nodes.get(flow.target)
        if target is None or target.kind not in (Kind.CATCH, Kind.RECEIVE):
            message = (
                "Après cette passerelle, on attend : faites mener ce flux à une minuterie, "
                "un message ou un signal."
            )
            yield Problem(flow.line, flow.id, message)


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
            message = "Aucun chemin ne mène à cette étape : reliez-la par un flux, ou supprimez-la."
            yield Problem(node.line, node.id, message)
