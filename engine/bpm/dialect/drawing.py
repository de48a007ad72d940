"""Shapes and flows as they are drawn."""

import re
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.xml import NAMESPACES, line_of

SIDES = ("x", "y", "width", "height")
NUMBER = re.compile(r"-?[0-9]{1,7}(\.[0-9]{1,20})?")
MAX_WAYPOINTS = 50
REDRAW = "supprimez l’élément et dessinez-le de nouveau"
Point = tuple[float, float]
Segment = tuple[Point, Point]


class Senseless(ValueError):
    """A drawing that cannot be shown; ``problem`` says which element's."""

    def __init__(self, drawn: etree._Element, why: str) -> None:
        super().__init__(why)
        element = drawn.get("bpmnElement") or "-"
        message = f"Le dessin est illisible, {why} : {REDRAW}."
        self.problem = Problem(line_of(drawn), element, message)


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


@dataclass(frozen=True)
class Edge:
    """A flow on the canvas."""

    element: str
    line: int
    segments: tuple[Segment, ...]


def boxes_of(root: etree._Element) -> list[Box]:
    """Every shape; Senseless when one has no place, or two."""
    shapes = [
        (shape, bounds)
        for shape in root.iterfind(".//bpmndi:BPMNShape", NAMESPACES)
        if (bounds := shape.find("dc:Bounds", NAMESPACES)) is not None
    ]
    _require_once([shape for shape, _ in shapes])
    boxes = []
    for shape, bounds in shapes:
        x, y, width, height = (_number(shape, bounds, side) for side in SIDES)
        element = shape.get("bpmnElement") or ""
        boxes.append(Box(element, line_of(shape), x, y, x + width, y + height))
    return boxes


def edges_of(root: etree._Element) -> list[Edge]:
    """Every sequence flow that is drawn; Senseless when one has too many points, or is twice."""
    flows = {flow.get("id") for flow in root.iterfind(".//bpmn:sequenceFlow", NAMESPACES)}
    drawn = [
        edge
        for edge in root.iterfind(".//bpmndi:BPMNEdge", NAMESPACES)
        if edge.get("bpmnElement") in flows
    ]
    _require_once(drawn)
    edges = []
    for edge in drawn:
        found = edge.findall("di:waypoint", NAMESPACES)
        if len(found) > MAX_WAYPOINTS:
            raise Senseless(edge, f"le flux a plus de {MAX_WAYPOINTS} points")
        points = [(_number(edge, point, "x"), _number(edge, point, "y")) for point in found]
        edges.append(Edge(edge.get("bpmnElement") or "", line_of(edge), tuple(pairwise(points))))
    return edges


def _require_once(drawn: list[etree._Element]) -> None:
    seen: set[str] = set()
    for element in drawn:
        name = element.get("bpmnElement") or ""
        if name in seen:
            raise Senseless(element, "l’élément est dessiné deux fois")
        seen.add(name)


def _number(drawn: etree._Element, element: etree._Element, attribute: str) -> float:
    text = element.get(attribute) or "0"
    if not NUMBER.fullmatch(text):
        raise Senseless(drawn, f"« {text[:20]} » n’est pas une coordonnée")
    return float(text)
