"""Tiny diagrams for tests: one line an element, flows named after their two ends.

diagram(start("d"), user("t"), end("f"), path("d t f"))
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:modeler="http://camunda.org/schema/modeler/1.0"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="t"'
    ' modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0">'
)
DRAWN = re.compile(
    r"<bpmn:(?:\w*[tT]ask|\w+Event|\w+Gateway|subProcess|callActivity) id=\"([^\"]+)\""
)
DECLARED = ("<bpmn:message ", "<bpmn:signal ", "<bpmn:error ", "<bpmn:escalation ")


def diagram(*parts: str, process: str = "p", drawn: bool = True) -> bytes:
    """A whole file: declarations (message, signal, error…) go above the process."""
    above = [part for part in parts if part.startswith(DECLARED)]
    within = [part for part in parts if not part.startswith(DECLARED)]
    shapes = DRAWN.findall("".join(within)) if drawn else []
    return "\n".join(
        [
            HEADER,
            *above,
            f'<bpmn:process id="{process}" isExecutable="true">',
            *within,
            "</bpmn:process>",
            f'<bpmndi:BPMNDiagram id="dessin"><bpmndi:BPMNPlane id="plan" bpmnElement="{process}">',
            *(_shape(element, place) for place, element in enumerate(shapes)),
            "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>",
            "</bpmn:definitions>",
        ]
    ).encode()


# --- flows -------------------------------------------------------------------


def flow(source: str, target: str, condition: str = "") -> str:
    """A flow named ``source_target``."""
    inner = condition and (
        '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
        f"{escape(condition)}</bpmn:conditionExpression>"
    )
    return (
        f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">'
        f"{inner}</bpmn:sequenceFlow>"
    )


def path(elements: str) -> str:
    """Flows that follow these elements one after another."""
    return "\n".join(flow(one, other) for one, other in pairwise(elements.split()))


# --- events ------------------------------------------------------------------


def start(element: str, event: str = "", *extensions: str, **attributes: str) -> str:
    return node("startEvent", element, *extensions, inside=event, **attributes)


def end(element: str, event: str = "") -> str:
    return node("endEvent", element, inside=event)


def catch(element: str, event: str, *extensions: str) -> str:
    return node("intermediateCatchEvent", element, *extensions, inside=event)


def throw(element: str, event: str = "") -> str:
    return node("intermediateThrowEvent", element, inside=event)


def boundary(element: str, host: str, event: str, *extensions: str, cancel: bool = True) -> str:
    attributes = {"attachedToRef": host, "cancelActivity": str(cancel).lower()}
    return node("boundaryEvent", element, *extensions, inside=event, **attributes)


def after(duration: str) -> str:
    return timer("timeDuration", duration)


def at(date: str) -> str:
    return timer("timeDate", date)


def every(cycle: str) -> str:
    return timer("timeCycle", cycle)


def timer(kind: str, expression: str) -> str:
    return (
        f"<bpmn:timerEventDefinition><bpmn:{kind}>{escape(expression)}</bpmn:{kind}>"
        "</bpmn:timerEventDefinition>"
    )


def event(kind: str, reference: str = "") -> str:
    """``message``, ``signal``, ``error`` or ``escalation``, by the id of its declaration."""
    pointer = f' {kind}Ref="{reference}"' if reference else ""
    return f"<bpmn:{kind}EventDefinition{pointer} />"


def link(name: str) -> str:
    return f'<bpmn:linkEventDefinition name="{name}" />'


TERMINATE = "<bpmn:terminateEventDefinition />"


def message(name: str, key: str = "=reference") -> str:
    """Its declaration; the id is the name."""
    return (
        f'<bpmn:message id="{name}" name="{name}"><bpmn:extensionElements>'
        f"<zeebe:subscription correlationKey={quoteattr(key)} />"
        "</bpmn:extensionElements></bpmn:message>"
    )


def signal(name: str) -> str:
    return f'<bpmn:signal id="{name}" name="{name}" />'


def error(name: str) -> str:
    return f'<bpmn:error id="{name}" errorCode="{name}" />'


def escalation(name: str) -> str:
    return f'<bpmn:escalation id="{name}" escalationCode="{name}" />'


# --- activities --------------------------------------------------------------


def user(element: str, *extensions: str, form: str = "", group: str = "", due: str = "") -> str:
    parts = ["<zeebe:userTask />", *extensions]
    parts += [f'<zeebe:formDefinition formId="{form}" />'] if form else []
    parts += [f'<zeebe:assignmentDefinition candidateGroups="{group}" />'] if group else []
    parts += [f"<zeebe:taskSchedule dueDate={quoteattr(due)} />"] if due else []
    return node("userTask", element, *parts)


def script(element: str, expression: str, result: str) -> str:
    attributes = f'expression={quoteattr(expression)} resultVariable="{result}"'
    return node("scriptTask", element, f"<zeebe:script {attributes} />")


def rule(element: str, decision: str, result: str) -> str:
    attributes = f'decisionId="{decision}" resultVariable="{result}"'
    return node("businessRuleTask", element, f"<zeebe:calledDecision {attributes} />")


def service(element: str, action: str, *mapping: str, kind: str = "serviceTask") -> str:
    return node(kind, element, f"<zeebe:taskDefinition type={quoteattr(action)} />", *mapping)


def receive(element: str, reference: str, *extensions: str) -> str:
    return node("receiveTask", element, *extensions, messageRef=reference)


def call(element: str, process: str, *mapping: str, inside: str = "") -> str:
    called = f'processId="{process}" propagateAllChildVariables="false"'
    return node("callActivity", element, f"<zeebe:calledElement {called} />", *mapping,
                inside=inside)  # fmt: skip


def subprocess(element: str, *parts: str) -> str:
    return node("subProcess", element, inside="\n".join(parts))


def event_subprocess(element: str, *parts: str) -> str:
    return node("subProcess", element, inside="\n".join(parts), triggeredByEvent="true")


# --- gateways ----------------------------------------------------------------


def xor(element: str, default: str = "") -> str:
    return _gateway("exclusiveGateway", element, default)


def inclusive(element: str, default: str = "") -> str:
    return _gateway("inclusiveGateway", element, default)


def parallel(element: str) -> str:
    return node("parallelGateway", element)


def event_gateway(element: str) -> str:
    return node("eventBasedGateway", element)


# --- inside an element -------------------------------------------------------


def mapping(inputs: Mapping[str, str] = {}, outputs: Mapping[str, str] = {}) -> str:
    """ioMapping, each a target with its source."""
    lines = [_io("input", target, source) for target, source in inputs.items()]
    lines += [_io("output", target, source) for target, source in outputs.items()]
    return f"<zeebe:ioMapping>{''.join(lines)}</zeebe:ioMapping>"


def properties(**values: str) -> str:
    lines = "".join(
        f"<zeebe:property name={quoteattr(name)} value={quoteattr(value)} />"
        for name, value in values.items()
    )
    return f"<zeebe:properties>{lines}</zeebe:properties>"


def loop(
    collection: str,
    item: str = "element",
    *,
    into: tuple[str, str] | None = None,
    sequential: bool = False,
    until: str = "",
) -> str:
    """Multi-instance; ``into``: the output collection and what each item puts in it."""
    output = f'outputCollection="{into[0]}" outputElement={quoteattr(into[1])}' if into else ""
    condition = until and f"<bpmn:completionCondition>{escape(until)}</bpmn:completionCondition>"
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
        "<bpmn:extensionElements><zeebe:loopCharacteristics"
        f' inputCollection={quoteattr(collection)} inputElement="{item}" {output} />'
        f"</bpmn:extensionElements>{condition}</bpmn:multiInstanceLoopCharacteristics>"
    )


def node(kind: str, element: str, *extensions: str, inside: str = "", **attributes: str) -> str:
    """Any element; multi-instance may stand among the extensions."""
    repeated = [part for part in extensions if part.startswith("<bpmn:")]
    zeebe = "".join(part for part in extensions if not part.startswith("<bpmn:"))
    container = zeebe and f"<bpmn:extensionElements>{zeebe}</bpmn:extensionElements>"
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return (
        f'<bpmn:{kind} id="{element}" name="{element}"{written}>'
        f"{container}{''.join(repeated)}{inside}</bpmn:{kind}>"
    )


def _gateway(kind: str, element: str, default: str) -> str:
    return node(kind, element, **({"default": default} if default else {}))


def _io(way: str, target: str, source: str) -> str:
    return f"<zeebe:{way} source={quoteattr(source)} target={quoteattr(target)} />"


def _shape(element: str, place: int) -> str:
    x, y = 200 * (place % 20), 200 * (place // 20)
    return (
        f'<bpmndi:BPMNShape id="{element}_di" bpmnElement="{element}">'
        f'<dc:Bounds x="{x}" y="{y}" width="100" height="80" /></bpmndi:BPMNShape>'
    )
