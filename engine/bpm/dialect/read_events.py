"""Event definitions, and the messages, signals, errors and escalations that they name."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from engine.bpm.dialect.grammar import ALLOWED_EVENTS, EVENT_DEFINITIONS
from engine.bpm.dialect.model import NO_EVENT, Event, EventKind, Kind
from engine.bpm.dialect.words import EVENTS, setting, short, twice
from engine.bpm.dialect.xml import NAMESPACES, name_of

Refuse = Callable[[etree._Element, str], None]
EVENT_TAGS = {f"bpmn:{local}" for local in EVENT_DEFINITIONS}
TIMERS = ("timeDate", "timeDuration", "timeCycle")


@dataclass(frozen=True)
class References:
    """What event definitions point to: id -> name or code, and a message's correlation key."""

    names: dict[str, str]
    keys: dict[str, str]

    @classmethod
    def of(cls, root: etree._Element, refuse: Refuse) -> "References":
        names: dict[str, str] = {}
        keys: dict[str, str] = {}
        for tag, attribute in (
            ("message", "name"),
            ("signal", "name"),
            ("error", "errorCode"),
            ("escalation", "escalationCode"),
        ):
            for element in root.iterfind(f"bpmn:{tag}", NAMESPACES):
                name = (element.get(attribute) or "").strip()
                if name.startswith("="):
                    refuse(element, f"Le nom « {short(name)} » ne peut pas être une formule : "
                           "retirez-en le signe « = ».")  # fmt: skip
                if (element.get("id") or "") in names:
                    refuse(element, twice(element.get("id") or ""))
                names[element.get("id") or ""] = name
                key = element.find("bpmn:extensionElements/zeebe:subscription", NAMESPACES)
                if key is not None:
                    keys[element.get("id") or ""] = key.get("correlationKey") or ""
        return cls(names, keys)


def read_event(
    element: etree._Element, kind: Kind, references: References, refuse: Refuse
) -> Event | None:
    """The node's event, or None where the kind has none; refused combinations become problems."""
    if kind is Kind.RECEIVE:
        reference = element.get("messageRef") or ""
        return _message(element, reference, references, refuse)
    if any(name_of(child) not in EVENT_TAGS and _defines(child) for child in element):
        return None  # told as an element that does not run
    definitions = [child for child in element if name_of(child) in EVENT_TAGS]
    if kind not in ALLOWED_EVENTS:
        for definition in definitions:
            refuse(definition, setting(name_of(definition)))
        return None
    if len(definitions) > 1:
        refuse(element, "Cet événement a plusieurs types : n’en gardez qu’un.")
    event = _definition(definitions[0], references, refuse) if definitions else NO_EVENT
    if event.kind not in ALLOWED_EVENTS[kind]:
        allowed = sorted(EVENTS[one] for one in ALLOWED_EVENTS[kind])
        refuse(element, f"Un événement « {EVENTS[event.kind]} » ne va pas ici : changez son type "
               f"({', '.join(allowed)}).")  # fmt: skip
    return event


def _defines(element: etree._Element) -> bool:
    return name_of(element).endswith("EventDefinition")


def feel_of(element: etree._Element | None, refuse: Refuse) -> str:
    """The text of an expression; one that says it is written in another language is refused."""
    if element is None:
        return ""
    if element.get("language") is not None:
        refuse(
            element, "Une formule s’écrit en FEEL : retirez le réglage « language » de celle-ci."
        )
    return (element.text or "").strip()


def _definition(element: etree._Element, references: References, refuse: Refuse) -> Event:
    kind, allowed = EVENT_DEFINITIONS[name_of(element).removeprefix("bpmn:")]
    for attribute in element.attrib:
        if attribute not in allowed:
            refuse(element, setting(str(attribute)))
    if kind is EventKind.TIMER:
        return _timer(element, refuse)
    if kind is EventKind.MESSAGE:
        return _message(element, element.get("messageRef") or "", references, refuse)
    if kind is EventKind.LINK:
        return Event(kind, name=element.get("name") or "")
    if kind in (EventKind.TERMINATE, EventKind.CANCEL):
        return Event(kind)
    reference = element.get(f"{kind}Ref") or ""
    if reference and reference not in references.names:
        refuse(element, f"Cet événement ({EVENTS[kind]}) renvoie à un nom effacé : "
               "choisissez-en un autre, ou créez-le.")  # fmt: skip
    elif kind is EventKind.SIGNAL and not references.names.get(reference):
        refuse(element, "Cet événement ne dit pas quel signal : choisissez-en un, et nommez-le.")
    return Event(kind, name=references.names.get(reference, ""))


def _timer(element: etree._Element, refuse: Refuse) -> Event:
    found = [(child, name_of(child).removeprefix("bpmn:")) for child in element]
    if len(found) != 1 or found[0][1] not in TIMERS:
        refuse(element, "La minuterie dit une date, une durée ou une répétition, et une seule : "
               "remplissez « Minuterie ».")  # fmt: skip
        return Event(EventKind.TIMER, timer="timeDate")
    child, timer = found[0]
    return Event(EventKind.TIMER, timer=timer, expression=feel_of(child, refuse))


def _message(
    element: etree._Element, reference: str, references: References, refuse: Refuse
) -> Event:
    if not references.names.get(reference):
        refuse(element, "L’étape ne dit pas quel message elle attend : choisissez-le dans "
               "« Message ».")  # fmt: skip
    elif not references.keys.get(reference):
        refuse(element, f"Le message « {short(references.names[reference])} » ne dit pas à quel "
               "dossier il va : donnez-lui la clé « =reference ».")  # fmt: skip
    return Event(
        EventKind.MESSAGE,
        name=references.names.get(reference, ""),
        expression=references.keys.get(reference, ""),
    )
