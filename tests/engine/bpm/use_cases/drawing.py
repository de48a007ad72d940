"""Small diagrams and forms drawn for one test."""

import json
import re
from html import escape
from itertools import pairwise
from typing import Any

from engine.bpm.dialect.sources import Source, SourceKind

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:modeler="http://camunda.org/schema/modeler/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions"
  targetNamespace="https://palier.example/essai"
  modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0">"""
NODE = re.compile(r'<bpmn:\w*(?:Task|Event|Gateway|subProcess|callActivity) id="(\w+)"')


def diagram(name: str, *parts: str) -> Source:
    """A process of that name; messages declare themselves, shapes are laid out in a column."""
    body = "".join(parts)
    messages = sorted(set(re.findall(r'messageRef="message_(\w+)"', body)))
    shapes = "".join(
        f'<bpmndi:BPMNShape id="shape_{node}" bpmnElement="{node}">'
        f'<dc:Bounds x="0" y="{rank * 100}" width="80" height="60" /></bpmndi:BPMNShape>'
        for rank, node in enumerate(NODE.findall(body))
    )
    text = (
        f'{HEAD}<bpmn:process id="{name}" isExecutable="true">{body}</bpmn:process>'
        f"{''.join(map(_message, messages))}"
        f'<bpmndi:BPMNDiagram id="dessin"><bpmndi:BPMNPlane id="plan" bpmnElement="{name}">'
        f"{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    )
    return Source(SourceKind.DIAGRAM, name, text.encode())


def form(name: str, **fields: str) -> Source:
    """A form: ``key="kind classe"`` for each of its fields."""
    components = []
    for key, text in fields.items():
        kind, classe = text.split()
        extra: dict[str, Any] = {"subtype": "date"} if kind == "datetime" else {}
        components.append(
            {"type": kind, "key": key, "label": key, "properties": {"classe": classe}, **extra}
        )
    schema = {"id": name, "type": "default", "schemaVersion": 16, "components": components}
    return Source(SourceKind.FORM, name, json.dumps(schema).encode())


def path(*steps: str, when: str = "") -> str:
    """Flows from each step to the next."""
    condition = f"<bpmn:conditionExpression>{escape(when)}</bpmn:conditionExpression>"
    return "".join(
        f'<bpmn:sequenceFlow id="f_{a}_{b}" sourceRef="{a}" targetRef="{b}">'
        f"{condition if when else ''}</bpmn:sequenceFlow>"
        for a, b in pairwise(steps)
    )


def start(
    id: str = "debut", form: str = "", event: str = "", repeated: bool = False, event_form: str = ""
) -> str:
    shown = _extensions(f'<zeebe:formDefinition formId="{form}" />') if form else ""
    shown += _form_of_event(event_form)
    flag = ' isInterrupting="false"' if repeated else ""
    return f'<bpmn:startEvent id="{id}"{flag}>{shown}{event}</bpmn:startEvent>'


def end(id: str = "fin") -> str:
    return f'<bpmn:endEvent id="{id}" />'


def user(id: str, form: str, group: str = "MDL_TS", due: str = "") -> str:
    schedule = f'<zeebe:taskSchedule dueDate="{escape(due)}" />' if due else ""
    return (
        f'<bpmn:userTask id="{id}" name="{id}">'
        + _extensions(
            f'<zeebe:userTask /><zeebe:formDefinition formId="{form}" />'
            f'<zeebe:assignmentDefinition candidateGroups="{group}" />{schedule}'
        )
        + "</bpmn:userTask>"
    )


def service(id: str, action: str, **inputs: str) -> str:
    mapping = "".join(
        f'<zeebe:input source="{escape(source)}" target="{target}" />'
        for target, source in inputs.items()
    )
    return (
        f'<bpmn:serviceTask id="{id}">'
        + _extensions(
            f'<zeebe:taskDefinition type="{action}" /><zeebe:ioMapping>{mapping}</zeebe:ioMapping>'
        )
        + "</bpmn:serviceTask>"
    )


def tell(id: str, template: str = "fin_mesure_m9", group: str = "MDL_TS") -> str:
    return service(id, "prevenir", destinataire=group, modele=template)


def script(id: str, expression: str, result: str) -> str:
    text = f'<zeebe:script expression="{escape(expression)}" resultVariable="{result}" />'
    return f'<bpmn:scriptTask id="{id}">{_extensions(text)}</bpmn:scriptTask>'


def choice(id: str, default: str = "") -> str:
    flag = f' default="{default}"' if default else ""
    return f'<bpmn:exclusiveGateway id="{id}"{flag} />'


def split(id: str) -> str:
    return f'<bpmn:parallelGateway id="{id}" />'


def boundary(id: str, on: str, event: str, cancels: bool = True) -> str:
    flag = "true" if cancels else "false"
    head = f'<bpmn:boundaryEvent id="{id}" attachedToRef="{on}" cancelActivity="{flag}">'
    return f"{head}{event}</bpmn:boundaryEvent>"


def catch(id: str, event: str, event_form: str = "") -> str:
    head = f'<bpmn:intermediateCatchEvent id="{id}">'
    return f"{head}{_form_of_event(event_form)}{event}</bpmn:intermediateCatchEvent>"


def reaction(id: str, *parts: str) -> str:
    """An event sub-process."""
    return f'<bpmn:subProcess id="{id}" triggeredByEvent="true">{"".join(parts)}</bpmn:subProcess>'


def timer(text: str, kind: str = "timeDuration") -> str:
    return (
        f"<bpmn:timerEventDefinition><bpmn:{kind}>{escape(text)}</bpmn:{kind}>"
        "</bpmn:timerEventDefinition>"
    )


def message(name: str) -> str:
    return f'<bpmn:messageEventDefinition messageRef="message_{name}" />'


def _form_of_event(form: str) -> str:
    shown = f'<zeebe:property name="formulaire" value="{form}" />'
    return _extensions(f"<zeebe:properties>{shown}</zeebe:properties>") if form else ""


def _extensions(content: str) -> str:
    return f"<bpmn:extensionElements>{content}</bpmn:extensionElements>"


def _message(name: str) -> str:
    key = _extensions('<zeebe:subscription correlationKey="=reference" />')
    return f'<bpmn:message id="message_{name}" name="{name}">{key}</bpmn:message>'


RELANCE = (
    diagram(
        "relance",
        start(),
        user("attendre", "vide"),
        boundary("trop_tard", "attendre", timer("P2D")),
        user("relancer", "vide"),
        end(),
        path("debut", "attendre", "fin"),
        path("trop_tard", "relancer", "fin"),
    ),
    form("vide"),
)
"""A process to publish: a case waits two days, then asks somebody to do something."""
