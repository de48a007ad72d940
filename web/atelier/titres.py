"""What the files of the house are called, and the elements inside them."""

import re
from collections.abc import Iterator, Mapping

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Key, Source, SourceKind, Sources
from engine.bpm.dialect.xml import Unreadable
from engine.bpm.dialect.yaml_text import read_yaml
from engine.bpm.telling.changes.titles import Titles
from web.atelier.typographie import french

TITLE = re.compile(rb"^scenario:.*$", re.MULTILINE)


def titles(folder: Folder) -> dict[Key, str]:
    """A title for every file: its own, else that of the step that shows it, else its name."""
    told = Titles(folder.sources)
    return {file.key: french(_title(told, file)) or in_words(file.name) for file in folder.files}


def title_of(known: Mapping[Key, str], key: Key) -> str:
    """The title of a file, or its name in words where it has none, or is no more."""
    return known.get(key) or in_words(key[1])


def in_words(name: str) -> str:
    """« reprise_ajournement » is « Reprise ajournement »."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def names_of(sources: Sources, key: Key) -> dict[str, str]:
    """What the elements of a file are called, by their id."""
    kind, name = key
    if kind is SourceKind.DIAGRAM and name in sources.processes:
        return dict(_drawn(sources, name))
    if kind is SourceKind.FORM and name in sources.forms:
        return {field.key: field.label for field in sources.forms[name].fields if field.key}
    if kind is SourceKind.DECISION and name in sources.models:
        return {one.id: one.name for one in sources.models[name].decisions.values()}
    return {}


def _drawn(sources: Sources, process: str) -> Iterator[tuple[str, str]]:
    for body in sources.processes[process].bodies():
        yield from ((node.id, node.name) for node in body.nodes.values() if node.name)
        yield from ((flow.id, flow.name) for flow in body.flows.values() if flow.name)


def _title(told: Titles, file: Source) -> str:
    if file.kind is SourceKind.SCENARIO:
        return _of_scenario(file.data)
    title = told.title(file.key)
    return "" if title == file.name else title


def _of_scenario(data: bytes) -> str:
    """Of its first line alone: to read seventy whole files would keep the page waiting."""
    line = TITLE.search(data)
    try:
        read = read_yaml(line[0]) if line else None
    except Unreadable:
        return ""
    return str(read.get("scenario") or "") if isinstance(read, dict) else ""
