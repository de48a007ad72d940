"""Every delay in a diagram says where it comes from: fiche projet, loi, à confirmer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from engine.bpm.dialect.folder import SHIPPED, Folder
from engine.bpm.dialect.model import EventKind, Kind, Node

BPMN = {"bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL"}
DIAGRAMS = sorted((SHIPPED / "diagrammes").glob("*.bpmn"))


def delays(nodes: Iterator[Node]) -> Iterator[str]:
    """What is due, or waits for an instant."""
    for node in nodes:
        if node.kind is Kind.USER or node.event.kind is EventKind.TIMER:
            yield node.id


@pytest.mark.parametrize("file", DIAGRAMS, ids=lambda file: file.stem)
def test_every_delay_says_where_it_comes_from(folder: Folder, file: Path):
    root = etree.parse(file).getroot()
    told = {
        text.getparent().get("id"): " ".join((text.text or "").split())
        for text in root.iterfind(".//bpmn:documentation", BPMN)
    }
    silent = [
        element
        for element in delays(folder.sources.processes[file.stem].nodes())
        if "Origine : " not in told.get(element, "")
    ]
    assert silent == []


def test_the_forms_of_the_maintien_ask_what_its_tables_read_in_the_same_words(folder: Folder):
    words = {
        "tiers_payant": {"OUI", "NON"},
        "motif_securite": {"OUI", "NON"},
        "occupation": {"ADAPTEE", "SUR", "SOUS"},
    }
    asked = {
        field.key: {value for value, _ in field.options}
        for form in folder.sources.forms.values()
        for field in form.fields
        if field.key in words and field.classe == "code"
    }
    assert asked == words
