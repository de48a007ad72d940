"""A whole process told: its steps, its forms, its decisions."""

from collections.abc import Iterable, Mapping

from engine.bpm.decisions.model import Decision
from engine.bpm.dialect.model import Process
from engine.bpm.forms.read import Form
from engine.bpm.telling.decisions import tell_decisions
from engine.bpm.telling.forms import tell_forms
from engine.bpm.telling.model import ToldProcess
from engine.bpm.telling.origin import read_origin
from engine.bpm.telling.steps import tell_body
from engine.bpm.telling.vocabulary import Vocabulary


def tell_process(
    process: Process,
    forms: Mapping[str, Form],
    decisions: Mapping[str, Decision],
    words: Mapping[str, str],
) -> ToldProcess:
    """The process in words; its own forms name a variable before those of the others."""
    used = [node.form for node in process.nodes() if node.form in forms]
    first = [forms[key] for key in dict.fromkeys(used)]
    vocabulary = Vocabulary.of([*first, *(forms[key] for key in sorted(forms))], words)
    section = tell_body(process.body, vocabulary)
    asked = [step.decision for step in section.every() if step.decision]
    return ToldProcess(
        id=process.id,
        name=process.name,
        origin=read_origin(process.documentation),
        section=section,
        forms=tell_forms(section, forms, vocabulary),
        decisions=tell_decisions(asked, decisions, vocabulary),
    )


def from_root(processes: Iterable[ToldProcess], root: str) -> list[ToldProcess]:
    """The processes as they are met from the root: one after the step that calls it."""
    by_id = {process.id: process for process in processes}
    found: list[ToldProcess] = []
    _meet(root, by_id, found)
    return found + [process for process in by_id.values() if process not in found]


def _meet(key: str, by_id: Mapping[str, ToldProcess], found: list[ToldProcess]) -> None:
    process = by_id.get(key)
    if process is None or process in found:
        return
    found.append(process)
    for step in process.section.every():
        if step.called:
            _meet(step.called, by_id, found)
