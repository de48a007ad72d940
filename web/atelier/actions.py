"""The catalogue: what a diagram may ask of the program, and what may be told to it."""

from dataclasses import dataclass

from flask import g, render_template
from flask.typing import ResponseReturnValue

from engine.bpm.actions import described_actions
from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.model import EventKind
from engine.bpm.dialect.sources import SourceKind
from engine.bpm.workshop.shelf import files_with_drafts
from web.atelier.room import address_of, blueprint, house
from web.atelier.titres import title_of, titles

THEMES = {
    "": "Messages",
    "dossier": "Dossier",
    "plan": "Dette et plan",
    "revue": "Revue partenariale",
    "violences": "Accompagnement spécifique",
}


@dataclass(frozen=True)
class Told:
    """An event that people report, or that another program sends."""

    name: str
    label: str
    process: str
    address: str
    form: str
    by: list[str]
    does: str


@blueprint.get("/actions")
def show_actions() -> ResponseReturnValue:
    folder = house().holding(files_with_drafts(g.tx).values())
    users = _users(folder)
    known: dict[str, list[object]] = {}
    for name, one in sorted(described_actions().items()):
        theme = name.partition(".")[0] if "." in name else ""
        known.setdefault(THEMES.get(theme, theme.capitalize()), []).append(
            (one, users.get(name, []))
        )
    return render_template("atelier_actions.html", themes=known, events=_events(folder))


def _users(folder: Folder) -> dict[str, list[tuple[str, str]]]:
    """The processes that ask for each action, with their pages."""
    known = titles(folder)
    found: dict[str, dict[str, str]] = {}
    for process in folder.sources.processes.values():
        key = (SourceKind.DIAGRAM, process.id)
        for node in process.nodes():
            if node.action:
                place = found.setdefault(node.action, {})
                place[title_of(known, key)] = address_of(key)
    return {name: sorted(places.items()) for name, places in found.items()}


def _events(folder: Folder) -> list[Told]:
    """Each message that some process waits for."""
    known = titles(folder)
    events = []
    for process in folder.sources.processes.values():
        key = (SourceKind.DIAGRAM, process.id)
        for node in process.nodes():
            if node.event.kind is EventKind.MESSAGE and node.message_form:
                form = title_of(known, (SourceKind.FORM, node.message_form))
                label = node.name or node.event.name
                groups = [house().groups.get(one, {}).get("libelle", one) for one in node.reporters]
                place = (title_of(known, key), address_of(key))
                events.append(Told(node.event.name, label, *place, form, groups, node.instruction))
    return sorted(events, key=lambda one: (one.name, one.process))
