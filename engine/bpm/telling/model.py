"""A process told in words: plain, frozen, in the order in which it is read.

Who does a step, and who is told something, stay codes of groups: the page knows their labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """Where a rule comes from."""

    PROJECT = "fiche projet"
    LAW = "loi"
    TO_CONFIRM = "à confirmer"


@dataclass(frozen=True)
class Origin:
    """What a documentation says after « Origine : », and before it."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    note: str = ""

    @property
    def is_to_confirm(self) -> bool:
        return Mark.TO_CONFIRM in self.marks


@dataclass(frozen=True)
class Formula:
    """A FEEL text, and what it says in French where that could be told."""

    text: str
    told: str = ""


class Mode(StrEnum):
    """How what follows is chosen."""

    ONE = "suite"
    CHOICE = "choix"
    SEVERAL = "plusieurs"
    TOGETHER = "ensemble"
    FIRST = "premier"


@dataclass(frozen=True)
class Arm:
    """One way on: its name on the drawing, its condition, and where it leads."""

    name: str
    condition: Formula | None
    is_default: bool
    target: str = ""
    """An element of the page; empty for an end, or when ``then`` follows."""
    target_name: str = ""
    then: Next | None = None
    end: str = ""
    """How the way ends here, if it does."""


@dataclass(frozen=True)
class Next:
    """What comes after a step. ``question``: the name of the gateway, if it has one."""

    mode: Mode
    arms: tuple[Arm, ...]
    question: str = ""


@dataclass(frozen=True)
class Delay:
    """A due date, a timer or a list of reminders of one step."""

    what: str
    formulas: tuple[Formula, ...]


@dataclass(frozen=True)
class Notice:
    """A message that the step sends, to a group or to whom a formula names."""

    template: str
    group: str = ""
    formula: str = ""


@dataclass(frozen=True)
class Step:
    """One element as it is read. ``kind`` is a French word for what it is."""

    id: str
    kind: str
    name: str
    origin: Origin = Origin()
    group: str = ""
    instruction: str = ""
    form: str = ""
    delays: tuple[Delay, ...] = ()
    message: str = ""
    """The message that it waits for."""
    reporters: tuple[str, ...] = ()
    """The groups that may report it; whoever works on the case where none is named."""
    script: str = ""
    decision: str = ""
    called: str = ""
    notice: Notice | None = None
    repeated: str = ""
    """The list whose every item repeats it, as a formula."""
    is_interrupting: bool = True
    is_nameable: bool = False
    """A scenario can name it: somebody does it or is told it, or it waits for time or a word."""
    boundaries: tuple[Step, ...] = ()
    inside: Section | None = None
    next: Next | None = None

    @property
    def says_more(self) -> bool:
        """Whether what its author wrote is more than its delays in other words."""
        told = bool(self.delays) and all(f.told for delay in self.delays for f in delay.formulas)
        return bool(self.origin.note) and not (told and ". " not in self.origin.note)


@dataclass(frozen=True)
class Section:
    """The steps of a process or of a sub-process, and what may happen while it runs."""

    steps: tuple[Step, ...]
    events: tuple[Step, ...] = ()

    def every(self) -> Iterator[Step]:
        """Every step, at every depth, as it is read."""
        for step in (*self.steps, *self.events):
            yield from _with_parts(step)


def _with_parts(step: Step) -> Iterator[Step]:
    yield step
    for boundary in step.boundaries:
        yield from _with_parts(boundary)
    if step.inside:
        yield from step.inside.every()


@dataclass(frozen=True)
class Question:
    """A field of a form."""

    key: str
    label: str
    kind: str
    is_required: bool
    readers: str
    options: tuple[str, ...] = ()
    limits: str = ""
    hidden: Formula | None = None


@dataclass(frozen=True)
class ToldForm:
    """A form and the steps that show it."""

    id: str
    title: str
    questions: tuple[Question, ...]
    steps: tuple[tuple[str, str], ...]
    """Id and name."""


@dataclass(frozen=True)
class Line:
    """A line of a decision table: its cells, then its results."""

    tests: tuple[Formula, ...]
    results: tuple[Formula, ...]
    description: str


@dataclass(frozen=True)
class ToldTable:
    """A decision table as it is read, with what the analysis could not read of it."""

    policy: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    lines: tuple[Line, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToldDecision:
    """A decision: its table, or the text of another logic."""

    id: str
    name: str
    origin: Origin
    inputs: tuple[str, ...]
    requires: tuple[tuple[str, str], ...]
    """Decisions that it reads: id and name."""
    table: ToldTable | None
    formula: str = ""


@dataclass(frozen=True)
class ToldProcess:
    """Everything that a process owner reads about one process."""

    id: str
    name: str
    origin: Origin
    section: Section
    forms: tuple[ToldForm, ...]
    decisions: tuple[ToldDecision, ...]

    @property
    def delays(self) -> list[Step]:
        """The steps that have a due date, a timer or reminders."""
        return [step for step in self.section.every() if step.delays]

    @property
    def called(self) -> frozenset[str]:
        return frozenset(step.called for step in self.section.every() if step.called)
