"""The steps of a process, each told with all that its owner asks about it."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.bpm.dialect.model import Body, EventKind, Kind, Node
from engine.bpm.telling.dates import tell_date, tell_dates, tell_duration
from engine.bpm.telling.model import Delay, Formula, Notice, Section, Step
from engine.bpm.telling.order import in_order
from engine.bpm.telling.origin import read_origin
from engine.bpm.telling.texts import items_of, text_of
from engine.bpm.telling.vocabulary import Vocabulary
from engine.bpm.telling.ways import Ways
from engine.core.french import NBSP

KINDS: Final[Mapping[Kind, str]] = {
    Kind.START: "Début",
    Kind.END: "Fin",
    Kind.CATCH: "Attente",
    Kind.THROW: "Signal",
    Kind.BOUNDARY: "Pendant l’étape",
    Kind.TASK: "Étape notée",
    Kind.MANUAL: "Étape notée",
    Kind.USER: "Tâche",
    Kind.SERVICE: "Action automatique",
    Kind.SEND: "Message transmis",
    Kind.RECEIVE: "Attente",
    Kind.SCRIPT: "Calcul",
    Kind.RULE: "Barème",
    Kind.EXCLUSIVE: "Choix",
    Kind.PARALLEL: "Plusieurs chemins ensemble",
    Kind.INCLUSIVE: "Un ou plusieurs chemins",
    Kind.EVENT_GATEWAY: "Ce qui arrive en premier",
    Kind.SUBPROCESS: "Groupe d’étapes",
    Kind.ADHOC: "Étapes sans ordre",
    Kind.TRANSACTION: "Groupe d’étapes",
    Kind.CALL: "Processus appelé",
}
JOINS: Final = "Attendre que tous les chemins soient finis"
EVENTS: Final[Mapping[EventKind, str]] = {
    EventKind.TIMER: "Échéance",
    EventKind.MESSAGE: "Événement signalé",
    EventKind.SIGNAL: "Signal",
    EventKind.ERROR: "Erreur",
    EventKind.ESCALATION: "Alerte",
    EventKind.CANCEL: "Annulation",
}
WAITS: Final[Mapping[EventKind, str]] = {
    EventKind.TIMER: "Attente d’une date",
    EventKind.MESSAGE: "Attente d’un événement",
    EventKind.SIGNAL: "Attente d’un signal",
}
HERE: Final[Mapping[Kind, str]] = {
    Kind.USER: "l’ouverture de la tâche",
    Kind.BOUNDARY: "l’ouverture de l’étape",
    Kind.START: "le début du parcours",
}
WORDS: Final = {Kind.START: EVENTS, Kind.CATCH: WAITS}
REMINDERS: Final = "rappels"
"""The input by which a called process is given its dates."""


def tell_body(body: Body, vocabulary: Vocabulary) -> Section:
    """The steps of a body in their order, then its event sub-processes."""
    ways = Ways(body, vocabulary, KINDS)
    told = [
        tell_node(body, node, ways, vocabulary)
        for node in in_order(body)
        if node.kind is not Kind.BOUNDARY and not ways.is_silent(node)
    ]
    events = [
        tell_node(body, node, ways, vocabulary) for node in body.nodes.values() if node.triggered
    ]
    return Section(tuple(told), tuple(events))


def tell_node(body: Body, node: Node, ways: Ways, vocabulary: Vocabulary) -> Step:
    """One node, with what interrupts it and what it holds."""
    trigger = node.body.start() if node.triggered and node.body else None
    boundaries = [tell_node(body, one, ways, vocabulary) for one in body.boundaries(node.id)]
    return Step(
        id=node.id,
        kind=_kind(node, ways, trigger),
        name=node.name,
        origin=read_origin(node.documentation),
        group=node.group,
        instruction=node.instruction,
        form=node.form or node.message_form,
        delays=tuple(_delays(node, vocabulary)),
        message=node.event.name if node.event.kind is EventKind.MESSAGE else "",
        reporters=node.reporters,
        script=f"{node.result} = {node.script.removeprefix('=')}" if node.script else "",
        decision=node.decision,
        called=node.called,
        notice=_notice(node),
        repeated=node.loop.collection.removeprefix("=") if node.loop else "",
        is_interrupting=(trigger or node).interrupting,
        is_nameable=_can_be_named(node),
        boundaries=tuple(boundaries),
        inside=tell_body(node.body, vocabulary) if node.body else None,
        next=ways.after(node),
    )


def _kind(node: Node, ways: Ways, trigger: Node | None) -> str:
    if trigger is not None:
        return EVENTS.get(trigger.event.kind, KINDS[node.kind])
    is_join = node.kind in (Kind.PARALLEL, Kind.INCLUSIVE) and ways.into[node.id] > 1
    if is_join and len(ways.body.outgoing(node.id)) == 1:
        return JOINS
    return WORDS.get(node.kind, {}).get(node.event.kind, KINDS[node.kind])


def _can_be_named(node: Node) -> bool:
    waits = node.event.kind in (EventKind.TIMER, EventKind.MESSAGE)
    return node.kind in (Kind.USER, Kind.RECEIVE, Kind.SEND) or waits


def _delays(node: Node, vocabulary: Vocabulary) -> Iterator[Delay]:
    here = HERE.get(node.kind, "l’arrivée à cette étape")
    if node.due:
        yield Delay("À faire", (_date(node.due, vocabulary, here),))
    if node.event.kind is EventKind.TIMER:
        yield _timer(node, vocabulary, here)
    for target, source in node.inputs:
        if target == REMINDERS and items_of(source.removeprefix("=")):
            told = tell_dates(source.removeprefix("="), vocabulary, here)
            yield Delay("Rappels", tuple(Formula(text, words) for text, words in told))


def _date(text: str, vocabulary: Vocabulary, here: str) -> Formula:
    bare = text.removeprefix("=")
    return Formula(bare, tell_date(bare, vocabulary, here))


def _timer(node: Node, vocabulary: Vocabulary, here: str) -> Delay:
    text = node.event.expression
    if node.event.timer == "timeDate":
        return Delay("Arrive", (_date(text, vocabulary, here),))
    written = text_of(text.removeprefix("=")) or text
    count, _, length = written.rpartition("/")
    told = tell_duration(length)
    if node.event.timer == "timeDuration":
        return Delay("Arrive", (Formula(written, told and f"{told} après {here}"),))
    times = f", {count.removeprefix('R')}{NBSP}fois" if count.removeprefix("R") else ""
    return Delay("Revient", (Formula(written, told and f"tous les {told}{times}"),))


def _notice(node: Node) -> Notice | None:
    """What a step sends, and to whom: a code, or a formula that a call gives."""
    given = dict(node.inputs)
    template, who = given.get("modele", ""), given.get("destinataire", "")
    if not template:
        return None
    if who.startswith("="):
        return Notice(template, text_of(who[1:]) or "", who[1:])
    return Notice(template, who)
