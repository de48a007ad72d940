"""What two sets of files do not have in common, for a page to tell it."""

from dataclasses import dataclass, replace

from engine.bpm.diagrams.closure import Closure, names_read
from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Sources
from engine.bpm.telling.changes.compare import compare
from engine.bpm.telling.changes.model import FileChange
from engine.suivi.processes.words import WORDS
from web.atelier.titres import title_of, titles


@dataclass(frozen=True, order=True)
class Code:
    """An answer that expressions read: the engine keeps it among the variables of a case."""

    label: str
    form: str
    key: str


@dataclass(frozen=True)
class Codes:
    """The answers that are read, those that were not, and those that are not any more."""

    read: list[Code]
    new: list[Code]
    gone: list[Code]


def changes(before: Folder, after: Folder) -> list[FileChange]:
    """What changed, file by file, in words."""
    known = {**titles(before), **titles(after)}
    return [
        replace(one, title=title_of(known, one.key))
        for one in compare(before.sources, after.sources, WORDS)
    ]


def codes(before: Sources, after: Sources) -> Codes:
    """The answers that the engine reads in clear, and how that changed."""
    old, new = _codes(before), _codes(after)
    return Codes(sorted(new), sorted(new - old), sorted(old - new))


def _codes(sources: Sources) -> set[Code]:
    whole = Closure(
        frozenset(sources.processes), frozenset(sources.forms), frozenset(sources.decisions)
    )
    read = names_read(sources, whole)
    return {
        Code(field.label, form.id, field.key)
        for form in sources.forms.values()
        for field in form.fields
        if field.classe == "code" and field.key in read
    }
