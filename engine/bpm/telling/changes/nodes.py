"""What is said of one element of a diagram."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from engine.bpm.dialect.model import FORM_OF_MESSAGE, Body, EventKind, Kind, Loop, Node
from engine.bpm.dialect.sources import Sources
from engine.bpm.telling.changes.facts import AND, Fact
from engine.bpm.telling.changes.given import given_to, work_of
from engine.bpm.telling.changes.places import Places
from engine.bpm.telling.conditions import tell_condition
from engine.bpm.telling.model import Step
from engine.bpm.telling.origin import in_words
from engine.bpm.telling.steps import EVENTS, JOINS, KINDS, tell_node
from engine.bpm.telling.vocabulary import Vocabulary, quoted, sentence
from engine.bpm.telling.ways import ENDS, Ways

DELAYS: Final = {"À faire": "Échéance", "Arrive": "Minuterie", "Revient": "Minuterie"}
ALONE: Final = "seul"
TIMERS: Final = {"timeDuration": "durée {}", "timeCycle": "cycle {}"}
REPORTERS: Final = "Qui peut le signaler"
ANYBODY: Final = "toute personne qui travaille sur le dossier"
NAMES: Final[Mapping[EventKind, str]] = {
    EventKind.MESSAGE: "Message attendu",
    EventKind.SIGNAL: "Signal",
    EventKind.ERROR: "Erreur",
    EventKind.ESCALATION: "Alerte",
    EventKind.LINK: "Renvoi",
}
EFFECTS: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.BOUNDARY: ("arrête l’étape", "n’arrête pas l’étape"),
    Kind.START: ("arrête ce qui est en cours", "se fait à côté, sans rien arrêter"),
}
TOLD_ELSEWHERE: Final = frozenset({"consigne", FORM_OF_MESSAGE, "signale_par"})
MAIN: Final = frozenset({
    "Qui", "Formulaire", "Formulaire du signalement", "Échéance", "Minuterie", "Rappels",
    "Message attendu", REPORTERS, "Message envoyé", "Qui est prévenu", "Action", "Calcul",
    "Barème", "Processus appelé", "Répétée pour chaque élément de", "Pendant l’étape", "Effet",
})  # fmt: skip
"""What is worth saying of an element that came or went."""


def nature(node: Node, places: Places, vocabulary: Vocabulary) -> str:
    """What an element is: « Tâche », « Choix », « Échéance » during a step."""
    if places.is_join(node):
        return JOINS
    if node.kind is Kind.BOUNDARY:
        return EVENTS.get(node.event.kind, KINDS[node.kind])
    if node.kind is Kind.END:
        return sentence(ENDS.get(node.event.kind, "fin"))
    return _step(node, vocabulary).kind


def facts_of(
    node: Node, places: Places, sources: Sources, vocabulary: Vocabulary
) -> Iterator[Fact]:
    """All that a node says, but what follows it."""
    step = _step(node, vocabulary)
    trigger = "trigger" if node.triggered else ""
    kinds = [node.kind, "" if node.event.kind is EventKind.NONE else node.event.kind, trigger]
    yield Fact("Nature", " ".join(filter(None, kinds)), nature(node, places, vocabulary))
    yield Fact("Nom", node.name)
    around = places.around(node.id)
    yield Fact("Dans", around, places.target(around))
    yield Fact("Pendant l’étape", node.attached_to, places.target(node.attached_to))
    yield Fact("Qui", node.group, is_group=not node.group.startswith("="))
    if not node.group:
        yield Fact("Couloir", node.lane)
    yield Fact("Formulaire", node.form)
    yield Fact("Formulaire du signalement", node.message_form)
    yield from _delays(node, step)
    yield from _event(node)
    reporters = ANYBODY if step.message else ""
    yield Fact(REPORTERS, " ".join(node.reporters) or reporters, is_group=bool(node.reporters))
    yield from work_of(node, step, sources, vocabulary)
    yield from given_to(node, step, sources, vocabulary)
    yield from _repetition(node.loop)
    if node.body and node.body.condition:
        condition = node.body.condition.removeprefix("=")
        yield Fact("Finit quand", condition, tell_condition(condition, vocabulary).told)
    yield Fact("Consigne", node.instruction)
    yield Fact("Explication", node.documentation, in_words(node.documentation))
    for key, value in node.properties.items():
        if key not in TOLD_ELSEWHERE:
            yield Fact(f"Propriété {quoted(key)}", value)
    yield from (Fact(f"En-tête {quoted(key)}", value) for key, value in node.headers.items())


def _step(node: Node, vocabulary: Vocabulary) -> Step:
    """The node told alone: of what it holds, only the event that begins it is needed."""
    inside = None
    if node.triggered and node.body:
        start = node.body.start()
        first = {ALONE: replace(start, id=ALONE, attached_to="")} if start else {}
        inside = Body(ALONE, first, {})
    alone = replace(node, id=ALONE, body=inside, attached_to="")
    body = Body("", {ALONE: alone}, {})
    return tell_node(body, alone, Ways(body, vocabulary, KINDS), vocabulary)


def _delays(node: Node, step: Step) -> Iterator[Fact]:
    for delay in step.delays:
        text = AND.join(formula.text for formula in delay.formulas)
        if delay.what in ("Arrive", "Revient"):
            text = TIMERS.get(node.event.timer, "{}").format(text)
        told = [formula.told or formula.text for formula in delay.formulas]
        is_told = any(formula.told for formula in delay.formulas)
        yield Fact(DELAYS.get(delay.what, delay.what), text, AND.join(told) if is_told else "")


def _event(node: Node) -> Iterator[Fact]:
    event = node.event
    if event.kind in NAMES:
        yield Fact(NAMES[event.kind], event.name)
    if event.kind is EventKind.MESSAGE:
        yield Fact("Clé du message", event.expression)
    begins = node.kind is Kind.BOUNDARY or event.kind is not EventKind.NONE
    if node.kind in EFFECTS and begins:
        yield Fact("Effet", EFFECTS[node.kind][not node.interrupting])


def _repetition(loop: Loop | None) -> Iterator[Fact]:
    if loop is None:
        return
    yield Fact("Répétée pour chaque élément de", loop.collection.removeprefix("="))
    yield Fact("Ordre de la répétition", "l’un après l’autre" if loop.sequential else "ensemble")
    yield Fact("La répétition finit quand", loop.condition.removeprefix("="))
    yield Fact("Nom de chaque élément", loop.item)
    yield Fact("Liste des résultats", loop.output_collection)
    yield Fact("Résultat de chaque élément", loop.output_element.removeprefix("="))
