"""What changed between two sets of files: plain, frozen, in the order in which it is read."""

from dataclasses import dataclass
from enum import StrEnum

from engine.bpm.dialect.sources import Key, SourceKind


class State(StrEnum):
    """What became of a file."""

    NEW = "nouveau"
    CHANGED = "modifié"
    REMOVED = "retiré"


@dataclass(frozen=True)
class Change:
    """One line: « Visite », « Échéance », before, after.

    ``before`` is empty for what was added, ``after`` for what was removed; both are when ``what``
    says it all. A line about the whole file has no ``where``.
    """

    where: str
    """A step, a question, a line of a table, by its name."""
    element: str
    """Its id: of a node, a key of a form, of a rule."""
    what: str
    before: str = ""
    after: str = ""
    is_group: bool = False
    """``before`` and ``after`` are codes of groups, parted by spaces: the page knows labels."""
    widens: bool = False
    """Somebody who did not read an answer will."""


@dataclass(frozen=True)
class FileChange:
    """A file that is not what it was. ``title``: what people call it, or else its name.

    Of a new file and of one that goes, the lines only list what it holds, and who reads answers.
    """

    kind: SourceKind
    name: str
    title: str
    state: State
    lines: tuple[Change, ...]

    @property
    def key(self) -> Key:
        return self.kind, self.name

    @property
    def widens(self) -> bool:
        return any(line.widens for line in self.lines)
