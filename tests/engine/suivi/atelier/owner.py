"""What a process owner does in the workshop, and the drawing of one more step."""

import json
from collections.abc import Collection
from uuid import UUID

from lxml import etree

from engine.bpm.diagrams.models import Publication
from engine.bpm.diagrams.publish import Published
from engine.bpm.dialect.sources import Key, SourceKind
from engine.bpm.workshop.drafts import create_file, remove_file, save_draft
from engine.bpm.workshop.models import Draft
from engine.bpm.workshop.shelf import content, find_item, shelf
from engine.suivi.atelier.models import Proof
from engine.suivi.atelier.prove import ask_proof, prove_next
from engine.suivi.atelier.publish import publish_drafts
from engine.suivi.setup import publish_folder
from tests.house import House

OWNER = "EDITEUR_PROCESSUS"
WHY = "Le comité l’a décidé"
OLD, NEW = 'name="Pré-diagnostic social"', 'name="Évaluer la situation"'
ENTRY: Key = (SourceKind.DIAGRAM, "entree_dispositif")
CONTACT: Key = (SourceKind.FORM, "premier_contact")
REFUSAL: Key = (SourceKind.SCENARIO, "refus_partage")
NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
}


def keep_scenarios(house: House, *names: str) -> None:
    """Everything stays in force as it came, save the scenarios: these alone."""
    files = [
        file
        for file in house.folder.files
        if file.kind is not SourceKind.SCENARIO or file.name in names
    ]
    with house.system() as tx:
        publish_folder(tx, house.folder.holding(files), "Moins de scénarios")


def write(house: House, key: Key, data: bytes, who: str = OWNER) -> None:
    """Save a draft over what is there, or create the file."""
    with house.acting(who) as tx:
        known = {item.key: item.etag for item in shelf(tx)}
        if key in known:
            save_draft(tx, key, data, known[key])
        else:
            create_file(tx, key, data)


def replace(house: House, key: Key, old: str, new: str, who: str = OWNER) -> None:
    """Change some words of a file."""
    with house.acting(who) as tx:
        data, etag = content(tx, key)
        assert old.encode() in data
        save_draft(tx, key, data.replace(old.encode(), new.encode()), etag)


def rename(house: House, new: str = "Évaluer la situation") -> None:
    """Draft another name for one step: no scenario minds."""
    replace(house, ENTRY, 'name="Pré-diagnostic social"', f'name="{new}"')


def remove(house: House, key: Key) -> None:
    with house.acting(OWNER) as tx:
        remove_file(tx, key, find_item(tx, key).etag)


def text_of(house: House, key: Key) -> bytes:
    with house.acting(OWNER) as tx:
        return content(tx, key)[0]


def ask(house: House, chosen: Collection[Key] | None = None, who: str = OWNER) -> UUID:
    with house.acting(who) as tx:
        return ask_proof(tx, house.folder, chosen).id


def play(house: House) -> bool:
    return prove_next(house.database, house.folder, at=house.at)


def prove(house: House, chosen: Collection[Key] | None = None) -> Proof:
    """Ask for a proof, and let the worker play it."""
    proof_id = ask(house, chosen)
    play(house)
    return row(house, proof_id)


def row(house: House, proof_id: UUID) -> Proof:
    """A proof as it stands."""
    found = house.row(Proof, proof_id)
    assert isinstance(found, Proof)
    return found


def publish(
    house: House, chosen: Collection[Key], reason: str = WHY, who: str = OWNER
) -> Published:
    with house.acting(who) as tx:
        return publish_drafts(tx, house.folder, chosen, reason)


def number(house: House) -> int:
    """Of the last publication."""
    return max(row.number for row in house.rows(Publication))


def drafts(house: House) -> list[str]:
    return sorted(draft.name for draft in house.rows(Draft))


# --- one more step -----------------------------------------------------------


def new_form(*fields: dict[str, object], name: str = "premier_contact") -> bytes:
    return json.dumps(
        {"type": "default", "id": name, "components": list(fields)}, ensure_ascii=False
    ).encode()


def question(key: str, kind: str, classe: str = "mdl", **more: object) -> dict[str, object]:
    told = {"type": kind, "id": f"champ_{key}", "key": key, "label": key.capitalize()}
    return {**told, "validate": {"required": True}, "properties": {"classe": classe}, **more}


def options(*values: str) -> list[dict[str, str]]:
    return [{"value": value, "label": value.capitalize()} for value in values]


CONTACT_FORM = new_form(
    question("moyen", "radio", values=options("TELEPHONE", "VISITE")),
    {**question("date_contact", "datetime"), "subtype": "date", "dateLabel": "Date du contact"},
    question("sujets", "checklist", values=options("LOGEMENT", "BUDGET")),
    question("remarque", "textarea"),
)


def draw_contact(house: House, before: str = "prediagnostic") -> list[Key]:
    """Draft a task « Premier contact » before a step of the entry; the keys of the drafts."""
    write(house, CONTACT, CONTACT_FORM)
    write(house, ENTRY, with_task_before(text_of(house, ENTRY), before))
    return [ENTRY, CONTACT]


def with_task_before(
    data: bytes, before: str, task: str = "premier_contact", group: str = "MDL_TS"
) -> bytes:
    """The drawing with one more task, on every way that leads to the step ``before``."""
    tree = etree.fromstring(data)
    for flow in found(tree, f"//bpmn:sequenceFlow[@targetRef='{before}']"):
        flow.set("targetRef", task)
    for lane in found(tree, f"//bpmn:flowNodeRef[text()='{before}']"):
        lane.addnext(parts(f"<bpmn:flowNodeRef>{task}</bpmn:flowNodeRef>")[0])
    body = found(tree, f"//bpmn:*[@id='{before}']/..")[0]
    for part in parts(
        f'<bpmn:userTask id="{task}" name="Premier contact"><bpmn:extensionElements>'
        f'<zeebe:userTask /><zeebe:formDefinition formId="{CONTACT[1]}" />'
        f'<zeebe:assignmentDefinition candidateGroups="{group}" />'
        "</bpmn:extensionElements></bpmn:userTask>"
        f'<bpmn:sequenceFlow id="f_{task}" sourceRef="{task}" targetRef="{before}" />'
    ):
        body.append(part)
    draw(tree, before, task)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def draw(tree: etree._Element, before: str, task: str) -> None:
    """A shape above that of ``before``, and a line between the two."""
    bounds = found(tree, f"//bpmndi:BPMNShape[@bpmnElement='{before}']/dc:Bounds")[0]
    x, y = float(bounds.get("x", "0")), float(bounds.get("y", "0"))
    plane = found(tree, "//bpmndi:BPMNPlane")[0]
    for part in parts(
        f'<bpmndi:BPMNShape id="forme_{task}" bpmnElement="{task}">'
        f'<dc:Bounds x="{x}" y="{y - 100}" width="100" height="80" /></bpmndi:BPMNShape>'
        f'<bpmndi:BPMNEdge id="trait_{task}" bpmnElement="f_{task}">'
        f'<di:waypoint x="{x + 50}" y="{y - 20}" /><di:waypoint x="{x + 50}" y="{y}" />'
        "</bpmndi:BPMNEdge>"
    ):
        plane.append(part)


def parts(text: str) -> list[etree._Element]:
    """Elements written with the prefixes of a diagram."""
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMESPACES.items())
    return list(etree.fromstring(f"<a {spaces}>{text}</a>"))


def found(tree: etree._Element, path: str) -> list[etree._Element]:
    result = tree.xpath(path, namespaces=NAMESPACES)
    assert isinstance(result, list)
    return [element for element in result if isinstance(element, etree._Element)]
