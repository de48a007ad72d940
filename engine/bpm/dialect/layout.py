"""What a reader of the drawing would stumble over: crossing flows, overlapping shapes."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise

from lxml import etree

from engine.bpm.dialect.model import Problem, Process
from engine.bpm.dialect.xml import NAMESPACES, line_of, read_xml

SIDES = ("x", "y", "width", "height")
NUMBER = re.compile(r"-?[0-9]{1,7}(\.[0-9]{1,20})?")
MAX_WAYPOINTS = 50
OVERLAPS, CROSSES = "La forme recouvre", "Le flux croise"
Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True)
class Box:
    """A shape on the canvas."""

    element: str
    line: int
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def check_layout(data: bytes, process: Process) -> list[Problem]:
    """Every crossing and every overlap, told at the later of the two elements."""
    root = read_xml(data)
    try:
        boxes, lines = _boxes(root), _edges(root)
    except ValueError as error:
        return [Problem(process.line, process.id, f"Le dessin est illisible : {error}.")]
    problems = [
        Problem(b.line, b.element, f"{OVERLAPS} « {a.element} ».")
        for a, b in combinations(_nodes(process, boxes), 2)
        if a.overlaps(b) and not _may_overlap(process, a.element, b.element)
    ]
    for (a, _, first), (b, line, second) in combinations(lines, 2):
        if any(_cross(s, t) for s in first for t in second):
            problems.append(Problem(line, b, f"{CROSSES} « {a} »."))
    missing = {node.id for node in process.nodes()} - {box.element for box in boxes}
    problems += [Problem(process.line, name, "L’étape n’est pas dessinée.") for name in missing]
    return sorted(problems)


def _boxes(root: etree._Element) -> list[Box]:
    boxes = []
    for shape in root.iterfind(".//bpmndi:BPMNShape", NAMESPACES):
        bounds = shape.find("dc:Bounds", NAMESPACES)
        if bounds is not None:
            x, y, width, height = (_number(bounds, side) for side in SIDES)
            element = shape.get("bpmnElement") or ""
            boxes.append(Box(element, line_of(shape), x, y, x + width, y + height))
    _require_once([box.element for box in boxes])
    return boxes


def _edges(root: etree._Element) -> list[tuple[str, int, list[Segment]]]:
    flows = {flow.get("id") for flow in root.iterfind(".//bpmn:sequenceFlow", NAMESPACES)}
    edges = []
    for edge in root.iterfind(".//bpmndi:BPMNEdge", NAMESPACES):
        if edge.get("bpmnElement") in flows:
            found = edge.findall("di:waypoint", NAMESPACES)
            if len(found) > MAX_WAYPOINTS:
                raise ValueError(f"un flux a plus de {MAX_WAYPOINTS} points")
            points = [(_number(point, "x"), _number(point, "y")) for point in found]
            segments = list(pairwise(points))
            edges.append((edge.get("bpmnElement") or "", line_of(edge), segments))
    _require_once([element for element, _, _ in edges])
    return edges


def _require_once(elements: list[str]) -> None:
    twice = sorted(element for element, count in Counter(elements).items() if count > 1)
    if twice:
        raise ValueError(f"« {twice[0]} » est dessiné deux fois")


def _number(element: etree._Element, attribute: str) -> float:
    text = element.get(attribute) or "0"
    if not NUMBER.fullmatch(text):
        raise ValueError(f"la coordonnée « {text[:20]} » n’est pas un nombre")
    return float(text)


def _nodes(process: Process, boxes: list[Box]) -> list[Box]:
    known = {node.id for node in process.nodes()}
    return [box for box in boxes if box.element in known]


def _may_overlap(process: Process, a: str, b: str) -> bool:
    """A sub-process holds its steps; a boundary event sits on its activity's edge."""
    inside: dict[str, set[str]] = {}
    attached: dict[str, str] = {}
    for body in process.bodies():
        for node in body.nodes.values():
            attached[node.id] = node.attached_to
            for inner in [node.body] if node.body else []:
                inside[node.id] = set(inner.nodes)
    return _holds(inside, a, b) or _holds(inside, b, a) or attached[a] == b or attached[b] == a


def _holds(inside: dict[str, set[str]], outer: str, inner: str) -> bool:
    pending = list(inside.get(outer, ()))
    while pending:
        name = pending.pop()
        if name == inner:
            return True
        pending.extend(inside.get(name, ()))
    return False


def _cross(s: Segment, t: Segment) -> bool:
    """A true crossing: the segments meet inside both, not at an end of either."""
    (a, b), (c, d) = s, t
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
