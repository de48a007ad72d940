"""Every name that an expression reads is given by some step, and may be read at all."""

from collections.abc import Iterator

from engine.bpm.actions import known_actions
from engine.bpm.diagrams.closure import expressions, forms_of
from engine.bpm.dialect.model import Node, Problem, Process
from engine.bpm.dialect.sources import Sources
from engine.bpm.forms.shown import shown_names
from engine.bpm.functions import known_functions
from engine.feel import FeelError, placed
from engine.feel import compile as compile_feel

GIVEN = frozenset({"reference"})


def check(sources: Sources, process: Process) -> Iterator[Problem]:
    """Problems of every FEEL text, and of every decision that the process calls."""
    known = given_names(sources, process)
    inside = _read_inside(sources, process)
    for element, line, text in expressions(process):
        try:
            expression = compile_feel(text.strip())
        except FeelError as error:
            yield Problem(line, element, f"Expression illisible, {placed(error)}")
            continue
        yield from _unknown(
            sources, element, line, expression.names - known - inside.get((element, text), set())
        )
        for name in sorted(expression.calls - known_functions()):
            yield Problem(line, element, f"La fonction « {name} » n’existe pas.")
    for node in process.nodes():
        form = sources.forms.get(node.form)
        if form is not None:
            yield from _unknown(sources, node.id, node.line, shown_names(form) - known)
        decision = sources.decisions.get(node.decision)
        if decision is not None:
            yield from _unknown(sources, node.id, node.line, decision.names - known)
            for name in sorted(decision.calls - known_functions()):
                yield Problem(node.line, node.id, f"La fonction « {name} » n’existe pas.")


def given_names(sources: Sources, process: Process) -> frozenset[str]:
    """What the steps of a process, and those who call it, put in its variables."""
    names = set(GIVEN)
    for node in process.nodes():
        names |= _given_by(sources, node)
    for caller in sources.processes.values():
        for node in caller.nodes():
            if node.called == process.id:
                names |= {target for target, _ in node.inputs}
    return frozenset(names)


def _given_by(sources: Sources, node: Node) -> set[str]:
    names = {target for target, _ in (*node.inputs, *node.outputs)}
    for form in forms_of(node):
        names |= sources.forms[form].codes if form in sources.forms else set()
    if node.action in known_actions() and not node.outputs:
        names |= known_actions()[node.action].outputs
    if node.result:
        names.add(node.result)
    if node.loop:
        names |= {node.loop.item, node.loop.output_collection, "loopCounter"}
    return names


def _read_inside(sources: Sources, process: Process) -> dict[tuple[str, str], set[str]]:
    """What an output may read besides: the called process's variables, what the action gives."""
    names: dict[tuple[str, str], set[str]] = {}
    for node in process.nodes():
        given: set[str] = set()
        if node.called in sources.processes:
            given |= given_names(sources, sources.processes[node.called])
        if node.action in known_actions():
            given |= known_actions()[node.action].outputs
        names |= {(node.id, text[1:]): given for _, text in node.outputs}
    return names


def _unknown(sources: Sources, element: str, line: int, names: frozenset[str]) -> Iterator[Problem]:
    for name in sorted(names):
        forms = [form.id for form in sources.forms.values() if name in {f.key for f in form.fields}]
        if forms:
            message = (
                f"« {name} » vient du formulaire « {forms[0]} » : il ne peut être lu que si le "
                "champ est de classe « code » et si ce processus pose la question."
            )
        else:
            message = f"La variable « {name} » n’est donnée par aucune étape."
        yield Problem(line, element, message)
