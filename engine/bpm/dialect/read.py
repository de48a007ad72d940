"""From a BPMN file to the model, with a problem for all that the engine does not run."""

import re

from lxml import etree

from engine.bpm.dialect.grammar import (
    COMMON,
    FLOW,
    NODES,
    PLAIN_CHILDREN,
    PROCESS,
    REPEATED,
    SILENT,
)
from engine.bpm.dialect.model import (
    NO_EVENT,
    SUBPROCESSES,
    Body,
    Flow,
    Kind,
    Node,
    Problem,
    Process,
)
from engine.bpm.dialect.read_events import EVENT_TAGS, References, feel_of, read_event
from engine.bpm.dialect.read_extensions import read_extensions, read_loop
from engine.bpm.dialect.words import foreign, setting, twice
from engine.bpm.dialect.xml import NAMESPACES, Unreadable, line_of, name_of, read_xml

TOP = {
    "bpmn:process",
    "bpmn:collaboration",
    "bpmn:message",
    "bpmn:signal",
    "bpmn:error",
    "bpmn:escalation",
    "bpmn:category",
    "bpmndi:BPMNDiagram",
    "bpmn:extensionElements",
}
MADE_ELSEWHERE = "refaites-le dans l’atelier, ou demandez à l’équipe informatique"
MAX_DEPTH = 8
SUBPROCESS_TAGS = {f"bpmn:{kind}" for kind in SUBPROCESSES}
# What the engine does, whether it is said or not; anything else is refused.
ADHOC = {"cancelRemainingInstances": "true", "ordering": "Parallel"}
# What holds the elements that one can point at.
HOLDERS = {
    "bpmn:definitions",
    "bpmn:process",
    "bpmn:laneSet",
    "bpmn:collaboration",
    *SUBPROCESS_TAGS,
}


def read_diagram(data: bytes) -> tuple[Process, list[Problem]]:
    """The file's one executable process and what is wrong with it.

    Refused by Unreadable: not XML, too large, hostile, or without exactly one process.
    """
    root = read_xml(data)
    if name_of(root) != "bpmn:definitions":
        message = "Ce fichier n’est pas un diagramme BPMN 2.0 : choisissez un fichier .bpmn."
        raise Unreadable(line_of(root), message)
    processes = root.findall("bpmn:process", NAMESPACES)
    if not processes:
        message = "Le diagramme ne contient aucun processus : partez d’un diagramme de l’atelier."
        raise Unreadable(line_of(root), message)
    if len(processes) > 1:
        message = (
            f"Le diagramme contient {len(processes)} processus : gardez-en un seul par fichier."
        )
        raise Unreadable(line_of(processes[1]), message)
    reader = _Reader(root)
    return reader.process(processes[0], root), sorted(reader.problems)


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self.problems: list[Problem] = []
        self.references = References.of(root, self.refuse)
        self.seen: set[str] = set()
        self.lanes: dict[str, str] = {}
        for child in root:
            if name_of(child) not in TOP:
                self.refuse(child, foreign(name_of(child)))

    def refuse(self, element: etree._Element, message: str) -> None:
        self.problems.append(Problem(line_of(element), _shown(element), message))

    def process(self, element: etree._Element, root: etree._Element) -> Process:
        if root.get(f"{{{NAMESPACES['modeler']}}}executionPlatform") != "Camunda Cloud":
            self.refuse(root, "Ce diagramme est fait pour un autre logiciel (executionPlatform) : "
                        f"{MADE_ELSEWHERE}.")  # fmt: skip
        if element.get("isExecutable") != "true":
            self.refuse(element, "Ce processus n’est qu’un dessin (isExecutable) : "
                        f"{MADE_ELSEWHERE}.")  # fmt: skip
        self._check_attributes(element, PROCESS)
        self._refuse_extensions(root)
        self._refuse_extensions(element)
        self._read_lanes(element)
        identifier = element.get("id") or ""
        body = self.body(element, identifier, 0)
        for node in body.nodes.values() if self.lanes else ():
            if not node.lane:
                message = "L’étape n’a pas de couloir : déplacez-la dans celui d’un métier."
                self.problems.append(Problem(node.line, node.id, message))
        name = element.get("name") or identifier
        told = documentation_of(element)
        return Process(identifier, name, line_of(element), body, documentation=told)

    def body(self, element: etree._Element, owner: str, depth: int) -> Body:
        if depth > MAX_DEPTH:
            message = (
                f"Plus de {MAX_DEPTH} sous-processus l’un dans l’autre : faites du dernier un "
                "processus à part, et appelez-le."
            )
            raise Unreadable(line_of(element), message)
        nodes: dict[str, Node] = {}
        flows: dict[str, Flow] = {}
        for child in element:
            name = name_of(child)
            prefix, _, local = name.partition(":")
            if name == "bpmn:sequenceFlow":
                flow = self.flow(child)
                flows[flow.id] = flow
            elif prefix == "bpmn" and local in NODES:
                node = self.node(child, Kind(local), depth)
                nodes[node.id] = node
            elif name not in SILENT and not self._is_node_part(element, name):
                self.refuse(child, foreign(name))
        if name_of(element) != "bpmn:adHocSubProcess":
            return Body(owner, nodes, flows)
        condition = element.find("bpmn:completionCondition", NAMESPACES)
        return Body(owner, nodes, flows, True, feel_of(condition, self.refuse))

    @staticmethod
    def _is_node_part(element: etree._Element, name: str) -> bool:
        owner = name_of(element)
        is_condition = owner == "bpmn:adHocSubProcess" and name == "bpmn:completionCondition"
        return is_condition or (owner in SUBPROCESS_TAGS and name in PLAIN_CHILDREN)

    def flow(self, element: etree._Element) -> Flow:
        self._check_attributes(element, FLOW)
        condition = element.find("bpmn:conditionExpression", NAMESPACES)
        return Flow(
            self._identify(element),
            element.get("sourceRef") or "",
            element.get("targetRef") or "",
            feel_of(condition, self.refuse),
            line_of(element),
            plain_name(element),
        )

    def node(self, element: etree._Element, kind: Kind, depth: int) -> Node:
        self._check_attributes(element, NODES[kind])
        identifier = self._identify(element)
        event = read_event(element, kind, self.references, self.refuse)
        for child in element:
            known = name_of(child) in PLAIN_CHILDREN or name_of(child) in EVENT_TAGS
            if not known and kind not in SUBPROCESSES:
                self.refuse(child, foreign(name_of(child)))
        if len(element.findall("bpmn:extensionElements", NAMESPACES)) > 1:
            self.refuse(element, "Les réglages de l’étape sont écrits deux fois : supprimez-la et "
                        "dessinez-la de nouveau.")  # fmt: skip
        for attribute, value in ADHOC.items() if kind is Kind.ADHOC else ():
            if element.get(attribute, value) != value:
                self.refuse(element, setting(f"{attribute}={element.get(attribute)}"))
        loop = read_loop(element, self.refuse)
        if loop and (kind not in REPEATED or element.get("triggeredByEvent") == "true"):
            self.refuse(element, "Cette étape ne peut pas se répéter : retirez-lui la répétition.")
        flag = "cancelActivity" if kind is Kind.BOUNDARY else "isInterrupting"
        return Node(
            id=identifier,
            kind=kind,
            name=plain_name(element),
            line=line_of(element),
            event=event or NO_EVENT,
            lane=self.lanes.get(identifier, ""),
            default=element.get("default") or "",
            attached_to=element.get("attachedToRef") or "",
            interrupting=element.get(flag, "true") == "true",
            triggered=element.get("triggeredByEvent") == "true",
            loop=loop,
            body=self.body(element, identifier, depth + 1) if kind in SUBPROCESSES else None,
            documentation=documentation_of(element),
            **read_extensions(element, kind, self.refuse),
        )

    def _read_lanes(self, process: etree._Element) -> None:
        for lane in process.iterfind("bpmn:laneSet/bpmn:lane", NAMESPACES):
            for reference in lane.iterfind("bpmn:flowNodeRef", NAMESPACES):
                name = (reference.text or "").strip()
                if name in self.lanes:
                    message = "L’étape est dans deux couloirs : déplacez-la dans un seul."
                    self.problems.append(Problem(line_of(reference), name, message))
                self.lanes[name] = lane.get("name") or ""

    def _refuse_extensions(self, element: etree._Element) -> None:
        for extension in element.iterfind("bpmn:extensionElements/*", NAMESPACES):
            if name_of(extension) != "zeebe:properties":
                self.refuse(element, setting(name_of(extension)))

    def _identify(self, element: etree._Element) -> str:
        identifier = element.get("id") or ""
        if not identifier:
            message = "Un élément n’a pas d’identifiant : supprimez-le et dessinez-le de nouveau."
            self.refuse(element, message)
        if identifier and identifier in self.seen:
            self.refuse(element, twice(identifier))
        self.seen.add(identifier)
        return identifier

    def _check_attributes(self, element: etree._Element, allowed: set[str]) -> None:
        for attribute in element.attrib:
            if attribute not in allowed | COMMON:
                local = etree.QName(str(attribute)).localname
                self.refuse(element, setting(local))


def _shown(element: etree._Element | None) -> str:
    """The id of the element that one can point at: this one, or that of which it is a part."""
    while element is not None:
        around = element.getparent()
        if element.get("id") and (around is None or name_of(around) in HOLDERS):
            return str(element.get("id"))
        element = around
    return "-"


def plain_name(element: etree._Element) -> str:
    """The element's name on one line, its non-breaking spaces kept."""
    return re.sub(r"[ \t\r\n]+", " ", element.get("name") or "").strip()


def documentation_of(element: etree._Element) -> str:
    """What the element says of itself."""
    return (element.findtext("bpmn:documentation", "", NAMESPACES) or "").strip()
