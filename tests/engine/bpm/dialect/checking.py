"""Diagrams checked among a few forms, tables and groups."""

import json
from typing import Any

from engine.bpm.actions import action
from engine.bpm.dialect.check import check_sources
from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.read import read_diagram
from engine.bpm.dialect.sources import Source, SourceKind, Sources, read_sources
from tests.diagrams import user
from tests.engine.bpm.decisions.analysed import plain

GROUPS = {"Travailleur social": "TS", "Chef de service": "CHEF"}
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


@action("essai.noter", inputs="reference montant", outputs="note", writes=False)
def noter(*_: Any) -> dict[str, Any]:
    """An action to ask for."""
    return {"note": 1}


@action("essai.dire", inputs="destinataire modele", writes=False)
def dire(*_: Any) -> None:
    """Another."""


def form(name: str, **fields: str) -> Source:
    """Each field by its class: a number where it is ``code``, a text elsewhere."""
    components = [
        {
            "type": "number" if classe == "code" else "textfield",
            "key": key,
            "label": key,
            "properties": {"classe": classe},
        }
        for key, classe in fields.items()
    ]
    schema = {"type": "default", "id": name, "components": components}
    return Source(SourceKind.FORM, name, json.dumps(schema).encode())


def table(name: str, read: str) -> Source:
    """A decision of one line that reads a variable."""
    text = (
        f'<definitions xmlns="{DMN}"><decision id="{name}"><decisionTable><input>'
        f"<inputExpression><text>{read}</text></inputExpression></input>"
        '<output name="avis" /><rule id="r1"><inputEntry><text>-</text></inputEntry>'
        '<outputEntry><text>"OUI"</text></outputEntry></rule></decisionTable></decision>'
        "</definitions>"
    )
    return Source(SourceKind.DECISION, name, text.encode())


FILES = (form("f1", n="code", secret="mdl"), form("f2", m="code"), table("D", "n"))


def task(element: str, *extensions: str, form: str = "f1", group: str = "TS", due: str = "") -> str:
    """A user task that lacks nothing."""
    return user(element, *extensions, form=form, group=group, due=due)


def sources_of(*diagrams: bytes, files: tuple[Source, ...] = FILES) -> Sources:
    read = [Source(SourceKind.DIAGRAM, read_diagram(data)[0].id or "p", data) for data in diagrams]
    return read_sources([*read, *files], GROUPS, frozenset({"rappel"}))


def problems(*diagrams: bytes, files: tuple[Source, ...] = FILES) -> list[Problem]:
    """What is wrong with the first of these diagrams, or with another file."""
    found = check_sources(sources_of(*diagrams, files=files))
    return [problem for several in found.values() for problem in several]


def told(*diagrams: bytes, files: tuple[Source, ...] = FILES) -> list[tuple[str, str]]:
    """The same, as element and message without the typography."""
    return [(p.element, plain(p.message)) for p in problems(*diagrams, files=files)]
