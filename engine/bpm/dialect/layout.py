"""What a reader of the drawing would stumble over: crossing flows, overlapping shapes.

Those are advice. A step that is not drawn, or a drawing without sense, is a problem: nobody
could look at it.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, islice

from engine.bpm.dialect.drawing import Box, Edge, Point, Segment, Senseless, boxes_of, edges_of
from engine.bpm.dialect.model import Flow, Node, Problem, Process
from engine.bpm.dialect.words import told
from engine.bpm.dialect.xml import read_xml

MAX_SEGMENTS = 2_000
MAX_TOLD = 100
DEEPEST = 10
"""A step stands in no more sub-processes; where ids are not unique, it could stand in itself."""
OVERLAPS, CROSSES = "La forme recouvre", "Le flux croise"
NOT_DRAWN = (
    "n’est pas dessinée : déposez le fichier avec son dessin, ou demandez à l’équipe informatique"
)


def check_layout(data: bytes, process: Process) -> list[Problem]:
    """Every crossing and every overlap, told at the later of the two elements: of each, at most
    MAX_TOLD. Crossings are not looked for in a drawing of more than MAX_SEGMENTS."""
    root = read_xml(data)
    try:
        boxes, edges = boxes_of(root), edges_of(root)
    except Senseless as error:
        return [error.problem]
    nodes = {node.id: node for node in process.nodes()}
    drawn = {box.element for box in boxes}
    problems = [
        Problem(node.line, node.id, f"L’étape {told(node)} {NOT_DRAWN}.")
        for node in nodes.values()
        if node.id not in drawn
    ]
    for found in (_overlaps(process, nodes, boxes), _crossings(process, nodes, edges)):
        problems += [Problem(*one, is_advice=True) for one in islice(found, MAX_TOLD)]
    return sorted(problems)


def _overlaps(
    process: Process, nodes: Mapping[str, Node], boxes: list[Box]
) -> Iterator[tuple[int, str, str]]:
    inner = islice(process.bodies(), 1, None)
    around = {element: body.id for body in inner for element in body.nodes}
    for a, b in combinations([box for box in boxes if box.element in nodes], 2):
        one, other = nodes[a.element], nodes[b.element]
        if a.overlaps(b) and not _may_overlap(around, one, other):
            yield b.line, b.element, f"{OVERLAPS} {told(one)} : déplacez l’une des deux."


def _may_overlap(around: Mapping[str, str], a: Node, b: Node) -> bool:
    """A sub-process holds its steps; a boundary event sits on its activity's edge."""
    attached = a.attached_to == b.id or b.attached_to == a.id
    return attached or _holds(around, a.id, b.id) or _holds(around, b.id, a.id)


def _holds(around: Mapping[str, str], outer: str, inner: str) -> bool:
    for _ in range(DEEPEST):
        inner = around.get(inner, "")
        if inner == outer:
            return True
    return False


def _crossings(
    process: Process, nodes: Mapping[str, Node], edges: list[Edge]
) -> Iterator[tuple[int, str, str]]:
    if sum(len(edge.segments) for edge in edges) > MAX_SEGMENTS:
        return
    flows = {flow.id: flow for body in process.bodies() for flow in body.flows.values()}
    for first, second in _crossed(edges):
        over = _way(flows.get(edges[first].element), nodes)
        edge = edges[second]
        yield edge.line, edge.element, f"{CROSSES} {over} : déplacez l’un des deux."


def _way(flow: Flow | None, nodes: Mapping[str, Node]) -> str:
    """A flow by its two ends: seldom has it a name of its own, that no other has."""
    source = nodes.get(flow.source) if flow else None
    target = nodes.get(flow.target) if flow else None
    if source is None or target is None:
        return "un autre flux"
    return f"celui qui va {'de ' if source.name else 'd’'}{told(source)} à {told(target)}"


def _crossed(edges: list[Edge]) -> Iterator[tuple[int, int]]:
    """The pairs of edges that cross, by position, each once.

    From left to right: a segment meets only those that begin before it ends.
    """
    segments = sorted(
        (min(a[0], b[0]), max(a[0], b[0]), place, (a, b))
        for place, edge in enumerate(edges)
        for a, b in edge.segments
    )
    seen: set[tuple[int, int]] = set()
    for at, (_, right, place, segment) in enumerate(segments):
        for left, _, other, crossing in islice(segments, at + 1, None):
            if left >= right:
                break
            pair = (min(place, other), max(place, other))
            if place != other and pair not in seen and _cross(segment, crossing):
                seen.add(pair)
                yield pair


def _cross(s: Segment, t: Segment) -> bool:
    """A true crossing: the segments meet inside both, not at an end of either."""
    (a, b), (c, d) = s, t
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
