"""Every name that an expression reads is given by some step, and may be read at all."""

from collections.abc import Iterator

from engine.bpm.actions import known_actions
from engine.bpm.diagrams.closure import expressions, forms_of
from engine.bpm.dialect.model import EventKind, Node, Problem, Process
from engine.bpm.dialect.sources import Sources
from engine.bpm.dialect.unknown import Unknown
from engine.bpm.dialect.words import short
from engine.bpm.forms.shown import shown_names
from engine.feel import FeelError, placed
from engine.feel import compile as compile_feel

GIVEN = frozenset({"reference"})


def check(sources: Sources, process: Process) -> Iterator[Problem]:
    """Problems of every FEEL text, and of every decision that the process calls."""
    known = given_names(sources, process)
    inside = _read_inside(sources, process)
    slots = _slots(process)
    unknown = Unknown(sources, process, known)
    for element, line, text in expressions(process):
        try:
            expression = compile_feel(text.strip())
        except FeelError as error:
            where = slots.get((element, text), "")
            told = f"Formule illisible{where}, {placed(error).rstrip(' .')}."
            yield Problem(line, element, told)
            continue
        names = expression.names - known - inside.get((element, text), set())
        for told in (*unknown.names("La formule lit", names), *unknown.functions(expression.calls)):
            yield Problem(line, element, told)
    for node in process.nodes():
        for told in _shown(sources, node, unknown, known):
            yield Problem(node.line, node.id, told)


def _shown(sources: Sources, node: Node, unknown: Unknown, known: frozenset[str]) -> Iterator[str]:
    """What its form and its decision read besides."""
    form, decision = sources.forms.get(node.form), sources.decisions.get(node.decision)
    if form is not None:
        yield from unknown.names(f"Le formulaire « {form.id} » montre", shown_names(form) - known)
    if decision is not None:
        yield from unknown.names(f"La décision « {decision.id} » lit", decision.names - known)
        yield from unknown.functions(decision.calls)


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


def _slots(process: Process) -> dict[tuple[str, str], str]:
    """Where each formula stands, as the editor calls it, by its element and its text."""
    found: dict[tuple[str, str], str] = {}
    for body in process.bodies():
        for flow in body.flows.values():
            found[flow.id, flow.condition[1:]] = " dans « Condition »"
    for node in process.nodes():
        for side, pairs in (("la sortie", node.outputs), ("l’entrée", node.inputs)):
            for name, text in pairs:
                found[node.id, text[1:]] = f" dans {side} « {short(name)} »"
        found[node.id, node.due[1:]] = " dans « Échéance »"
        if node.event.kind is EventKind.TIMER:
            found[node.id, node.event.expression[1:]] = " dans « Minuterie »"
    return found
