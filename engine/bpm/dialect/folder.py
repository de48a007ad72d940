"""The folder `processes/`: what the business writes, as files."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from engine.bpm.dialect.sources import Source, SourceKind, Sources, read_sources

SHIPPED = Path(__file__).parents[3] / "processes"
FOLDERS = {
    "diagrammes": SourceKind.DIAGRAM,
    "formulaires": SourceKind.FORM,
    "decisions": SourceKind.DECISION,
    "scenarios": SourceKind.SCENARIO,
    "messages": SourceKind.MESSAGE,
}
"""Where each kind stands in the folder, and in an archive."""


@dataclass(frozen=True)
class Folder:
    """Everything in a `processes/` folder, read."""

    path: Path
    files: list[Source]
    sources: Sources
    groups: dict[str, dict[str, str]]
    """Group code: its ``libelle`` and its ``organisation``."""
    messages: dict[str, dict[str, str]]
    """Message template: its ``libelle``, ``objet``, ``texte`` and ``urgence``."""

    def holding(self, files: Iterable[Source]) -> "Folder":
        """These files instead, among the same groups."""
        held = list(files)
        names = frozenset(file.name for file in held if file.kind is SourceKind.MESSAGE)
        # A publication of before messages were published holds none: these of the program then.
        sources = read_sources(held, self.sources.groups, names or self.sources.messages)
        read = {name: one._asdict() for name, one in sources.templates.items()}
        return replace(self, files=held, sources=sources, messages=read or self.messages)


def read_folder(path: Path = SHIPPED) -> Folder:
    """Read diagrams, forms, decisions, groups and message templates of a folder."""
    files = [
        Source(kind, file.stem, file.read_bytes())
        for folder, kind in FOLDERS.items()
        for file in sorted((path / folder).glob(f"*.{kind.extension}"))
    ]
    groups = _yaml(path / "groupes.yaml")
    messages = {file.stem: _yaml(file) for file in sorted((path / "messages").glob("*.yaml"))}
    labels = {group["libelle"]: code for code, group in groups.items()}
    return Folder(path, files, read_sources(files, labels, frozenset(messages)), groups, messages)


def _yaml(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text()) if path.exists() else {}
    return content if isinstance(content, dict) else {}
