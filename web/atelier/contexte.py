"""What the panels of the editors choose from: groups, forms, actions, variables…"""

from collections.abc import Iterable
from typing import Any

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from engine.bpm.actions import Action, described_actions, known_actions
from engine.bpm.diagrams.closure import forms_of
from engine.bpm.dialect.check_names import given_names
from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.model import EventKind, Node, Process
from engine.bpm.dialect.sources import Key, SourceKind, Sources
from engine.bpm.functions import known_functions
from engine.bpm.telling.vocabulary import Vocabulary
from engine.bpm.workshop.shelf import files_with_drafts
from engine.suivi.processes.words import WORDS
from web.atelier.room import address_of, blueprint, house
from web.atelier.titres import title_of, titles
from web.atelier.typographie import french


@blueprint.get("/contexte/<process>")
def show_context(process: str) -> ResponseReturnValue:
    folder = house().holding(files_with_drafts(g.tx).values())
    around = _around(folder.sources, process, request.args.get("sorte", SourceKind.DIAGRAM))
    told = {
        **_people_and_messages(folder),
        **_files(folder),
        "actions": [_action(one) for _, one in sorted(known_actions().items())],
        "variables": _variables(folder.sources, around),
        "functions": sorted(known_functions()),
    }
    # A page that stays open past its session is given the token of the next one.
    return told, {"X-CSRFToken": generate_csrf()}


def _action(one: Action) -> dict[str, Any]:
    """An action with its words; those of another house's actions are their names."""
    about = described_actions().get(one.name)
    slots = {**about.inputs, **about.outputs} if about else {}
    return {
        "name": one.name,
        "inputs": sorted(one.inputs),
        "outputs": sorted(one.outputs),
        "label": french(about.label) if about else one.name,
        "does": french(about.does) if about else "",
        "words": {
            name: {"label": french(slot.label), "type": french(slot.type)}
            for name, slot in slots.items()
        },
    }


def _people_and_messages(folder: Folder) -> dict[str, Any]:
    processes = folder.sources.processes.values()
    heard = {
        node.event.name
        for process in processes
        for node in process.nodes()
        if node.event.kind is EventKind.MESSAGE and node.event.name
    }
    return {
        "groups": [{"code": code, "label": row["libelle"]} for code, row in folder.groups.items()],
        "templates": [
            {"id": key, "label": row.get("libelle", key)} for key, row in folder.messages.items()
        ],
        "messages": sorted(heard),
    }


def _files(folder: Folder) -> dict[str, Any]:
    sources, known = folder.sources, titles(folder)

    def row(name: str, key: Key, title: str) -> dict[str, str]:
        return {"id": name, "name": title, "title": title, "address": address_of(key)}

    def listed(kind: SourceKind, names: Iterable[str]) -> list[dict[str, str]]:
        return [row(name, (kind, name), title_of(known, (kind, name))) for name in sorted(names)]

    decisions = sources.decision_file.items()
    return {
        "forms": listed(SourceKind.FORM, sources.forms),
        "processes": listed(SourceKind.DIAGRAM, sources.processes),
        "decisions": [
            row(name, (SourceKind.DECISION, file), sources.decisions[name].name or name)
            for name, file in sorted(decisions)
        ],
    }


def _around(sources: Sources, name: str, kind: str) -> list[Process]:
    """The process of that name; of a form or a table, the processes that use it."""
    if kind == SourceKind.DIAGRAM:
        return [sources.processes[name]] if name in sources.processes else []
    known = sources.processes.values()
    return [p for p in known if any(_uses(sources, node, name, kind) for node in p.nodes())]


def _uses(sources: Sources, node: Node, name: str, kind: str) -> bool:
    if kind == SourceKind.FORM:
        return name in forms_of(node)
    return bool(node.decision) and sources.decision_file.get(node.decision) == name


def _variables(sources: Sources, processes: list[Process]) -> list[dict[str, str]]:
    names = {name for process in processes for name in given_names(sources, process)}
    vocabulary = Vocabulary.of(sources.forms.values(), WORDS)
    return [{"name": name, "label": _label(vocabulary, name)} for name in sorted(names)]


def _label(vocabulary: Vocabulary, name: str) -> str:
    field = vocabulary.fields.get(name)
    return vocabulary.words.get(name) or (field.label if field else "")
