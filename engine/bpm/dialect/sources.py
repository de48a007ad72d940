"""The files that a process owner writes, read together: what a release is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.bpm.decisions.model import Decision, Model
from engine.bpm.decisions.reading.read import read_decisions
from engine.bpm.dialect.model import Problem, Process
from engine.bpm.dialect.read import read_diagram
from engine.bpm.dialect.templates import Template, read_template
from engine.bpm.dialect.xml import Unreadable
from engine.bpm.forms.read import Form, read_form


class SourceKind(StrEnum):
    """A kind of file, by its extension; a message is YAML too, and known by its folder."""

    DIAGRAM = "bpmn"
    FORM = "form"
    DECISION = "dmn"
    SCENARIO = "yaml"
    """A story told to the processes; who plays it reads it."""
    MESSAGE = "message"

    @property
    def extension(self) -> str:
        """What a file of this kind ends with, without the dot."""
        return "yaml" if self is SourceKind.MESSAGE else str(self)


@dataclass(frozen=True)
class Source:
    """One file's text: ``name`` is its id, without folder or extension."""

    kind: SourceKind
    name: str
    data: bytes

    @property
    def key(self) -> "Key":
        return self.kind, self.name


Key = tuple[SourceKind, str]
"""A file by its kind and its name."""


@dataclass
class Sources:
    """What was read, and each file's own problems."""

    processes: dict[str, Process] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    models: dict[str, Model] = field(default_factory=dict)
    """What each decision file holds."""
    decisions: dict[str, Decision] = field(default_factory=dict)
    decision_file: dict[str, str] = field(default_factory=dict)
    problems: dict[Source, list[Problem]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    """Group code by the French label that lanes carry."""
    messages: frozenset[str] = frozenset()
    """Known message templates."""
    templates: dict[str, Template] = field(default_factory=dict)
    """Those among the files."""


def read_sources(
    files: list[Source], groups: Mapping[str, str], messages: frozenset[str]
) -> Sources:
    """Read every file; what cannot be read stands in ``problems``."""
    sources = Sources(groups=groups, messages=messages)
    for file in files:
        try:
            sources.problems[file] = READERS[file.kind](sources, file)
        except Unreadable as error:
            sources.problems[file] = [error.problem]
        except ValueError as error:
            sources.problems[file] = [Problem(1, file.name, str(error))]
    return sources


def _diagram(sources: Sources, file: Source) -> list[Problem]:
    process, problems = read_diagram(file.data)
    if process.id != file.name:
        message = f"Le processus doit porter le nom de son fichier : {file.name}."
        problems.append(Problem(process.line, process.id, message))
    sources.processes[file.name] = process
    return problems


def _form(sources: Sources, file: Source) -> list[Problem]:
    form, problems = read_form(file.data)
    if form.id != file.name:
        message = f"Le formulaire doit porter le nom de son fichier : {file.name}."
        problems.append(Problem(1, form.id or "-", message))
    sources.forms[file.name] = form
    return problems


def _decisions(sources: Sources, file: Source) -> list[Problem]:
    model, problems = read_decisions(file.data)
    sources.models[file.name] = model
    for decision in model.decisions.values():
        if decision.id in sources.decisions:
            message = "Une décision d’un autre fichier porte cet identifiant : changez celui-ci."
            problems.append(Problem(decision.line, decision.id, message))
        sources.decisions[decision.id] = decision
        sources.decision_file[decision.id] = file.name
    return problems


def _message(sources: Sources, file: Source) -> list[Problem]:
    template, problems = read_template(file.name, file.data)
    sources.templates[file.name] = template
    return problems


def _scenario(_sources: Sources, _file: Source) -> list[Problem]:
    return []


READERS = {
    SourceKind.DIAGRAM: _diagram,
    SourceKind.FORM: _form,
    SourceKind.DECISION: _decisions,
    SourceKind.SCENARIO: _scenario,
    SourceKind.MESSAGE: _message,
}
