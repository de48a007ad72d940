"""Each step says what it needs: form, group, action, decision, called process, timer."""

from collections.abc import Callable, Iterator

from engine.bpm.actions import known_actions
from engine.bpm.diagrams.closure import closure_of
from engine.bpm.dialect.check_events import check_event, unknown_form
from engine.bpm.dialect.model import Kind, Node, Problem, Process
from engine.bpm.dialect.sources import Sources
from engine.bpm.dialect.words import short

Found = Iterator[str]


def check(sources: Sources, process: Process) -> Iterator[Problem]:
    """Problems of every node of the process, each alone."""
    for node in process.nodes():
        for rule in RULES.get(node.kind, ()):
            for message in rule(sources, node):
                yield Problem(node.line, node.id, message)
        for message in (
            *check_event(sources, node),
            *_mapping(node),
            *_loop(node),
            *_lane(sources, node),
        ):
            yield Problem(node.line, node.id, message)
    yield from _calls(sources, process)


def _user(sources: Sources, node: Node) -> Found:
    if not node.name:
        yield "La tâche n’a pas de nom : écrivez dans « Nom » ce que la personne doit faire."
    if not node.form:
        yield (
            "La tâche n’a pas de formulaire : choisissez-en un dans « Formulaire », ou créez-le "
            "dans l’atelier."
        )
    yield from unknown_form(sources, node.form)
    yield from _who(sources, node)
    if node.due and not node.due.startswith("="):
        yield "« Échéance » est une formule : faites-la commencer par « = »."
    if node.outputs:
        yield "Les réponses d’une tâche se gardent d’elles-mêmes : retirez ses sorties."


def _who(sources: Sources, node: Node) -> Found:
    labels = {code: label for label, code in sources.groups.items()}
    if not node.group:
        yield "La tâche n’est confiée à personne : choisissez un métier dans « Qui »."
    elif node.group not in labels:
        yield f"Le métier « {short(node.group)} » n’existe pas : choisissez-en un dans « Qui »."
    elif node.lane and sources.groups.get(node.lane) != node.group:
        yield (
            f"Le couloir dit « {short(node.lane)} », et « Qui » dit « {labels[node.group]} » : "
            "changez « Qui », ou déplacez la tâche."
        )


def _start(sources: Sources, node: Node) -> Found:
    yield from unknown_form(sources, node.form)


def _action(sources: Sources, node: Node) -> Found:
    action = known_actions().get(node.action)
    if not node.action:
        yield "L’étape ne dit pas ce qu’elle fait : choisissez-le dans « Action »."
    elif action is None:
        yield (
            f"L’action « {short(node.action)} » n’existe pas : choisissez-en une autre dans "
            "« Action »."
        )
    if action is None:
        return
    given = {target for target, _ in node.inputs}
    for name in sorted(action.inputs - given):
        yield f"L’action a besoin de l’entrée « {name} » : ajoutez-la, avec sa valeur."
    for name in sorted(given - action.inputs):
        yield f"L’action ne connaît pas l’entrée « {short(name)} » : retirez-la."
    literal = {target: text for target, text in node.inputs if not text.startswith("=")}
    group, template = literal.get("destinataire"), literal.get("modele")
    if group is not None and group not in sources.groups.values():
        yield f"Le métier « {short(group)} » n’existe pas : choisissez un autre destinataire."
    if template is not None and template not in sources.messages:
        yield f"Le modèle de message « {short(template)} » n’existe pas : choisissez-en un autre."


def _script(sources: Sources, node: Node) -> Found:
    if not node.script:
        yield "Le calcul n’a pas de formule : écrivez-la, en commençant par « = »."
    elif not node.script.startswith("="):
        yield "Le calcul est une formule : faites-la commencer par « = »."
    if not node.result:
        yield "Le résultat du calcul n’a pas de nom : remplissez « Résultat »."


def _rule(sources: Sources, node: Node) -> Found:
    if not node.decision:
        yield "L’étape ne dit pas quelle décision elle prend : choisissez-la dans « Décision »."
    elif node.decision not in sources.decisions:
        yield (
            f"La décision « {short(node.decision)} » n’existe pas : choisissez-en une autre dans "
            "« Décision », ou créez-la dans l’atelier."
        )
    if not node.result:
        yield "Le résultat de la décision n’a pas de nom : remplissez « Résultat »."


def _call(sources: Sources, node: Node) -> Found:
    if not node.called:
        yield "L’étape n’appelle aucun processus : choisissez-le dans « Processus appelé »."
    elif node.called not in sources.processes:
        yield (
            f"Le processus « {short(node.called)} » n’existe pas : choisissez-en un autre dans "
            "« Processus appelé », ou créez-le dans l’atelier."
        )


RULES: dict[Kind, tuple[Callable[[Sources, Node], Found], ...]] = {
    Kind.USER: (_user,),
    Kind.START: (_start,),
    Kind.SERVICE: (_action,),
    Kind.SEND: (_action,),
    Kind.SCRIPT: (_script,),
    Kind.RULE: (_rule,),
    Kind.CALL: (_call,),
}


def _mapping(node: Node) -> Found:
    for name, _ in (*node.inputs, *node.outputs):
        if not name:
            yield "Une entrée ou une sortie n’a pas de nom : donnez-lui-en un, ou retirez-la."
        elif not name.isidentifier():
            yield (
                f"« {short(name)} » ne peut pas nommer une entrée ou une sortie : prenez des "
                "lettres, des chiffres et « _ », sans espace."
            )
    if node.outputs and node.kind in (Kind.SCRIPT, Kind.RULE):
        yield "Cette étape ne donne que son « Résultat » : retirez ses sorties."


def _loop(node: Node) -> Found:
    if node.loop and not node.loop.collection.startswith("="):
        yield "La liste de la répétition est une formule : faites-la commencer par « = »."
    if node.loop and not (node.loop.condition or "=").startswith("="):
        yield "La fin de la répétition est une formule : faites-la commencer par « = »."


def _lane(sources: Sources, node: Node) -> Found:
    if node.lane and node.lane not in sources.groups:
        yield (
            f"Le couloir « {short(node.lane)} » n’est celui d’aucun métier : donnez-lui le nom "
            "d’un métier."
        )


def _calls(sources: Sources, process: Process) -> Iterator[Problem]:
    for node in process.nodes():
        if node.called and process.id in closure_of(sources, node.called).processes:
            message = (
                "Ce processus finirait par s’appeler lui-même, sans fin : choisissez-en un autre "
                "dans « Processus appelé »."
            )
            yield Problem(node.line, node.id, message)
