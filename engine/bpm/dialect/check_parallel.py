"""Two steps that run side by side must not write the same name: the slower would win."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from engine.bpm.actions import known_actions
from engine.bpm.diagrams.closure import closure_of, forms_of, names_read
from engine.bpm.dialect.model import Body, Kind, Node, Problem, Process
from engine.bpm.dialect.sources import Sources
from engine.bpm.dialect.words import told


def check(sources: Sources, process: Process) -> Iterator[Problem]:
    """Names written in two branches of the same fork."""
    read = names_read(sources, closure_of(sources, process.id))
    for body in process.bodies():
        every = {node.id: written_by(sources, node, read) for node in body.nodes.values()}
        written = {element: names for element, names in every.items() if names}
        clashes: set[tuple[str, str, str]] = set()
        for fork in body.nodes.values():
            if fork.kind is Kind.PARALLEL and len(body.outgoing(fork.id)) > 1:
                clashes.update(_branches(body, fork, written))
        for a, b, name in sorted(clashes):
            message = (
                f"« {name} » est aussi donné par {told(body.nodes[a])}, en parallèle : "
                "changez l’un des deux noms, ou mettez ces étapes à la suite."
            )
            yield Problem(body.nodes[b].line, b, message)


def written_by(sources: Sources, node: Node, read: frozenset[str]) -> set[str]:
    """The variables that a step writes in its process."""
    names = {target for target, _ in node.outputs}
    for form in forms_of(node):
        names |= (sources.forms[form].codes & read) if form in sources.forms else set()
    if node.action in known_actions() and not node.outputs:
        names |= known_actions()[node.action].outputs
    return names | ({node.result} if node.result else set())


def _branches(
    body: Body, fork: Node, written: Mapping[str, set[str]]
) -> Iterator[tuple[str, str, str]]:
    branches = [_after(body, flow.target) for flow in body.outgoing(fork.id)]
    for one, other in combinations(branches, 2):
        for a in sorted((one - other) & written.keys()):
            for b in sorted((other - one) & written.keys()):
                for name in sorted(written[a] & written[b]):
                    yield a, b, name


def _after(body: Body, first: str) -> set[str]:
    seen, pending = {first}, [first]
    while pending:
        for flow in body.outgoing(pending.pop()):
            if flow.target in body.nodes and flow.target not in seen:
                seen.add(flow.target)
                pending.append(flow.target)
    return seen & body.nodes.keys()
