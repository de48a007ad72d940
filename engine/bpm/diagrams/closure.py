"""What a root process reaches: called processes, forms, decisions; and what its texts read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.bpm.dialect.model import Node, Process
from engine.bpm.dialect.sources import Sources
from engine.feel import FeelError, names


@dataclass(frozen=True)
class Closure:
    """Names of the files that a release of ``root`` holds."""

    processes: frozenset[str]
    forms: frozenset[str]
    decisions: frozenset[str]


def closure_of(sources: Sources, root: str) -> Closure:
    """Follow calls, forms and decisions from ``root``; unknown names are left out."""
    processes = called_from(sources.processes, root)
    nodes = [node for name in processes for node in sources.processes[name].nodes()]
    forms = {form for node in nodes for form in forms_of(node)} & sources.forms.keys()
    decisions = {node.decision for node in nodes if node.decision} & sources.decisions.keys()
    return Closure(frozenset(processes), frozenset(forms), frozenset(decisions))


def called_from(processes: Mapping[str, Process], root: str) -> set[str]:
    """``root`` and every process that it calls, directly or not; unknown names are left out."""
    reached: set[str] = set()
    pending = [root]
    while pending:
        name = pending.pop()
        if name in processes and name not in reached:
            reached.add(name)
            pending.extend(node.called for node in processes[name].nodes() if node.called)
    return reached


def forms_of(node: Node) -> set[str]:
    """The forms that a node shows: its own, and its message's."""
    return {form for form in (node.form, node.message_form) if form}


def expressions(process: Process) -> Iterator[tuple[str, int, str]]:
    """Every FEEL text of a process: the element, its line, the text behind ``=``."""
    for body in process.bodies():
        if body.condition.startswith("="):
            yield body.id, process.line, body.condition[1:]
        for flow in body.flows.values():
            if flow.condition.startswith("="):
                yield flow.id, flow.line, flow.condition[1:]
        for node in body.nodes.values():
            for text in texts_of(node):
                if text.startswith("="):
                    yield node.id, node.line, text[1:]


def texts_of(node: Node) -> Iterator[str]:
    """Every slot of a node that may hold an expression."""
    yield from (node.due, node.script, node.event.expression)
    yield from (source for _, source in (*node.inputs, *node.outputs))
    if node.loop:
        yield from (node.loop.collection, node.loop.output_element, node.loop.condition)


def names_read(sources: Sources, closure: Closure) -> frozenset[str]:
    """The variables that some expression or decision of the release reads."""
    read: set[str] = set()
    for name in closure.processes:
        for _, _, text in expressions(sources.processes[name]):
            try:
                read |= names(text)
            except FeelError:
                continue
    for name in closure.decisions:
        read |= sources.decisions[name].names
    return frozenset(read)
