"""The order of the way: a step after those that lead to it, one branch whole before the next."""

from collections.abc import Iterator

from engine.bpm.dialect.model import Body, EventKind, Kind, Node


def in_order(body: Body) -> list[Node]:
    """The nodes of a body as they are met; event sub-processes are left out."""
    seen: set[str] = set()
    met = _from(body, body.entries(), seen)
    others = [node.id for node in body.nodes.values() if not node.triggered and node.id not in seen]
    return [body.nodes[key] for key in (*met, *_from(body, others, seen))]


def _from(body: Body, entries: list[str], seen: set[str]) -> list[str]:
    """The nodes met from these, in their order."""
    done: list[str] = []
    for entry in reversed(entries):
        _visit(body, entry, seen, done)
    return done[::-1]


def _visit(body: Body, first: str, seen: set[str], done: list[str]) -> None:
    """Depth first, the last way first: read backwards, the order begins with the first way."""
    if first in seen:
        return
    seen.add(first)
    pending = [(first, _after(body, first))]
    while pending:
        key, ways = pending[-1]
        way = next((one for one in ways if one not in seen), None)
        if way is None:
            done.append(key)
            pending.pop()
        else:
            seen.add(way)
            pending.append((way, _after(body, way)))


def _after(body: Body, key: str) -> Iterator[str]:
    """Where a node leads, the last first; what interrupts it stands before what follows it."""
    node = body.nodes[key]
    flows = [flow.target for flow in body.outgoing(key) if flow.target in body.nodes]
    links = [one.id for one in body.link_catches(node.event.name)] if throws_link(node) else []
    boundaries = [boundary.id for boundary in body.boundaries(key)]
    return reversed([*boundaries, *flows, *links])


def throws_link(node: Node) -> bool:
    """An arrow out of the page: its way goes on where the link of that name arrives."""
    return node.kind is Kind.THROW and node.event.kind is EventKind.LINK
