"""Each step says what it needs: form, group, action, decision, called process, timer."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from engine.bpm.actions import known_actions
from engine.bpm.diagrams.closure import closure_of
from engine.bpm.dialect.model import FORM_OF_MESSAGE, EventKind, Kind, Node, Problem, Process
from engine.bpm.dialect.sources import Sources
from engine.bpm.functions import FUNCTIONS
from engine.bpm.runtime import schedule
from engine.bpm.runtime.host import Host

Found = Iterator[str]
ANY_INSTANT = datetime(2027, 1, 1, tzinfo=UTC)


def check(sources: Sources, process: Process) -> Iterator[Problem]:
    """Problems of every node of the process, each alone."""
    for node in process.nodes():
        for rule in RULES.get(node.kind, ()):
            for message in rule(sources, node):
                yield Problem(node.line, node.id, message)
        for message in (
            *_event(sources, node),
            *_mapping(node),
            *_loop(node),
            *_lane(sources, node),
        ):
            yield Problem(node.line, node.id, message)
    yield from _calls(sources, process)


def _user(sources: Sources, node: Node) -> Found:
    if not node.name:
        yield "Une tâche porte un nom : ce que la personne doit faire."
    if not node.form:
        yield "La tâche n’a pas de formulaire."
    elif node.form not in sources.forms:
        yield f"Le formulaire « {node.form} » n’existe pas."
    groups = set(sources.groups.values())
    if not node.group:
        yield "La tâche n’est confiée à aucun métier (candidateGroups)."
    elif node.group.startswith("=") or node.group not in groups:
        yield f"Le métier « {node.group} » n’existe pas."
    elif node.lane and sources.groups.get(node.lane) != node.group:
        yield f"Le couloir « {node.lane} » et le métier « {node.group} » ne s’accordent pas."
    if node.due and not node.due.startswith("="):
        yield "La date d’échéance est une expression FEEL : « = … »."
    if node.outputs:
        yield "Les réponses vont seules aux variables : retirez les sorties."


def _start(sources: Sources, node: Node) -> Found:
    if node.form and node.form not in sources.forms:
        yield f"Le formulaire « {node.form} » n’existe pas."


def _action(sources: Sources, node: Node) -> Found:
    action = known_actions().get(node.action)
    if action is None:
        yield f"L’action « {node.action} » n’existe pas."
        return
    given = {target for target, _ in node.inputs}
    for name in sorted(action.inputs - given):
        yield f"L’action « {node.action} » demande l’entrée « {name} »."
    for name in sorted(given - action.inputs):
        yield f"L’action « {node.action} » ne connaît pas l’entrée « {name} »."
    literal = {target: text for target, text in node.inputs if not text.startswith("=")}
    group, template = literal.get("destinataire"), literal.get("modele")
    if group is not None and group not in sources.groups.values():
        yield f"Le métier « {group} » n’existe pas."
    if template is not None and template not in sources.messages:
        yield f"Le modèle de message « {template} » n’existe pas."


def _script(sources: Sources, node: Node) -> Found:
    if not node.script.startswith("=") or not node.result:
        yield "Le calcul demande une expression FEEL et le nom de son résultat."


def _rule(sources: Sources, node: Node) -> Found:
    if node.decision not in sources.decisions:
        yield f"La décision « {node.decision} » n’existe pas."
    if not node.result:
        yield "La décision demande le nom de son résultat."


def _call(sources: Sources, node: Node) -> Found:
    if node.called not in sources.processes:
        yield f"Le processus appelé « {node.called} » n’existe pas."


RULES: dict[Kind, tuple[Callable[[Sources, Node], Found], ...]] = {
    Kind.USER: (_user,),
    Kind.START: (_start,),
    Kind.SERVICE: (_action,),
    Kind.SEND: (_action,),
    Kind.SCRIPT: (_script,),
    Kind.RULE: (_rule,),
    Kind.CALL: (_call,),
}


def _event(sources: Sources, node: Node) -> Found:
    if node.event.kind is EventKind.TIMER:
        yield from _timer(node)
    catches = node.kind in (Kind.BOUNDARY, Kind.START)
    if catches and node.event.kind is EventKind.ERROR and not node.interrupting:
        yield "Une erreur interrompt toujours."
    if node.event.kind is EventKind.MESSAGE and node.message_form not in sources.forms:
        yield f"Le message demande un formulaire existant (propriété « {FORM_OF_MESSAGE} »)."


def _timer(node: Node) -> Found:
    """A literal timer is tried out; an expression is tried when the case runs."""
    if not node.event.expression:
        yield "La minuterie ne dit pas quand."
        return
    if node.event.expression.startswith("="):
        return
    host = Host(ANY_INSTANT, lambda _name, _inputs: {}, lambda _id, _context: None, FUNCTIONS)
    if node.event.timer == "timeDate":
        yield "Une date de minuterie est une expression FEEL : « = … »."
        return
    try:
        schedule.arm(node.event, {}, host, ANY_INSTANT)
    except (*schedule.FAILURES, OverflowError, ValueError, ArithmeticError):
        yield f"La minuterie « {node.event.expression} » n’est pas une durée ou un cycle accepté."


def _mapping(node: Node) -> Found:
    for name, _ in (*node.inputs, *node.outputs):
        if not name.isidentifier():
            yield f"« {name} » n’est pas un nom de variable."
    if node.outputs and node.kind in (Kind.SCRIPT, Kind.RULE):
        yield "Cette étape n’a que son résultat : retirez les sorties."


def _loop(node: Node) -> Found:
    for text in (node.loop.collection, node.loop.condition or "=") if node.loop else ():
        if not text.startswith("="):
            yield "La répétition demande des expressions FEEL : « = … »."


def _lane(sources: Sources, node: Node) -> Found:
    if node.lane and node.lane not in sources.groups:
        yield f"Le couloir « {node.lane} » n’est celui d’aucun métier."


def _calls(sources: Sources, process: Process) -> Iterator[Problem]:
    for node in process.nodes():
        if node.called and process.id in closure_of(sources, node.called).processes:
            yield Problem(node.line, node.id, "Le processus s’appelle lui-même, sans fin.")
