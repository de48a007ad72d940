"""The zeebe extension elements of a flow node."""

from typing import Any

from lxml import etree

from engine.bpm.dialect.grammar import EXTENSIONS, ZEEBE
from engine.bpm.dialect.model import Kind, Loop
from engine.bpm.dialect.read_events import Refuse, feel_of
from engine.bpm.dialect.words import foreign, setting
from engine.bpm.dialect.xml import NAMESPACES, name_of

# zeebe element -> {its attribute: our field}
SIMPLE = {
    "zeebe:formDefinition": {"formId": "form"},
    "zeebe:assignmentDefinition": {"candidateGroups": "group"},
    "zeebe:taskSchedule": {"dueDate": "due"},
    "zeebe:taskDefinition": {"type": "action"},
    "zeebe:calledElement": {"processId": "called"},
    "zeebe:calledDecision": {"decisionId": "decision", "resultVariable": "result"},
    "zeebe:script": {"expression": "script", "resultVariable": "result"},
}


def read_extensions(element: etree._Element, kind: Kind, refuse: Refuse) -> dict[str, Any]:
    """The Node fields that extensions give; unknown elements and attributes are refused."""
    fields: dict[str, Any] = {}
    allowed = EXTENSIONS.get(kind, set()) | {"zeebe:properties"}
    for extension in element.iterfind("bpmn:extensionElements/*", NAMESPACES):
        _check(extension, element, refuse)
        name = name_of(extension)
        if name in ZEEBE and name not in allowed:
            refuse(element, setting(name))
        if extension.get("propagateAllChildVariables") == "true":
            refuse(element, "Un processus appelé ne rend que les sorties écrites ici : retirez "
                   "« propagateAllChildVariables ».")  # fmt: skip
        if extension.get("propagateAllParentVariables") == "true":
            refuse(element, "Un processus appelé ne reçoit que les entrées écrites ici : retirez "
                   "« propagateAllParentVariables ».")  # fmt: skip
        for attribute, field in SIMPLE.get(name, {}).items():
            fields[field] = (extension.get(attribute) or "").strip()
        if name == "zeebe:ioMapping":
            fields["inputs"] = _mapping(extension, "zeebe:input")
            fields["outputs"] = _mapping(extension, "zeebe:output")
        elif name == "zeebe:properties":
            fields["properties"] = {p.get("name") or "": p.get("value") or "" for p in extension}
        elif name == "zeebe:taskHeaders":
            fields["headers"] = {h.get("key") or "": h.get("value") or "" for h in extension}
    return fields


def read_loop(element: etree._Element, refuse: Refuse) -> Loop | None:
    """Multi-instance characteristics, if any; a standard loop is refused as unknown."""
    loop = element.find("bpmn:multiInstanceLoopCharacteristics", NAMESPACES)
    if loop is None:
        return None
    for attribute in sorted(set(map(str, loop.attrib)) - {"id", "isSequential"}):
        refuse(element, setting(attribute))
    for part in loop.iterfind("*"):
        if name_of(part) not in ("bpmn:extensionElements", "bpmn:completionCondition"):
            refuse(element, foreign(name_of(part)))
    for part in loop.iterfind("bpmn:extensionElements/*", NAMESPACES):
        _check(part, element, refuse)
    zeebe = loop.find("bpmn:extensionElements/zeebe:loopCharacteristics", NAMESPACES)
    if zeebe is None or not zeebe.get("inputCollection"):
        refuse(element, "La répétition ne dit pas sur quelle liste elle porte : écrivez-la, "
               "en commençant par « = ».")  # fmt: skip
        return None
    condition = loop.find("bpmn:completionCondition", NAMESPACES)
    return Loop(
        collection=zeebe.get("inputCollection") or "",
        item=zeebe.get("inputElement") or "",
        output_collection=zeebe.get("outputCollection") or "",
        output_element=zeebe.get("outputElement") or "",
        condition=feel_of(condition, refuse),
        sequential=loop.get("isSequential") == "true",
    )


def _check(extension: etree._Element, owner: etree._Element, refuse: Refuse) -> None:
    for part in extension.iter():
        name = name_of(part)
        if name not in ZEEBE:
            refuse(owner, setting(name))
            continue
        for attribute in part.attrib:
            if attribute not in ZEEBE[name]:
                refuse(owner, setting(f"{attribute}, de {name}"))


def _mapping(extension: etree._Element, tag: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (part.get("target") or "", part.get("source") or "")
        for part in extension
        if name_of(part) == tag
    )
