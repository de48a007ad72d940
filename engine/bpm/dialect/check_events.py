"""What an event waits for is said: the message and its form, the timer and its hour."""

from collections.abc import Iterator
from datetime import UTC, datetime

from engine.bpm.dialect.model import EventKind, Kind, Node
from engine.bpm.dialect.sources import Sources
from engine.bpm.dialect.words import short
from engine.bpm.functions import FUNCTIONS
from engine.bpm.runtime import schedule
from engine.bpm.runtime.host import Host

Found = Iterator[str]
ANY_INSTANT = datetime(2027, 1, 1, tzinfo=UTC)


def check_event(sources: Sources, node: Node) -> Found:
    """What the event of a step waits for: a message, a timer."""
    if node.event.kind is EventKind.TIMER:
        yield from _timer(node)
    catches = node.kind in (Kind.BOUNDARY, Kind.START)
    if catches and node.event.kind is EventKind.ERROR and not node.interrupting:
        yield "Une erreur interrompt toujours : remplacez cet événement par celui au trait plein."
    if node.event.kind is EventKind.MESSAGE:
        yield from _message(sources, node)


def _message(sources: Sources, node: Node) -> Found:
    if not node.message_form:
        yield (
            "Le message n’a pas de formulaire, par lequel on le signale : choisissez-en un dans "
            "« Formulaire »."
        )
    yield from unknown_form(sources, node.message_form)


def _timer(node: Node) -> Found:
    """A literal timer is tried out; an expression is tried when the case runs."""
    text = node.event.expression
    if not text:
        yield "La minuterie ne dit pas quand : remplissez « Minuterie »."
        return
    if text.startswith("="):
        return
    host = Host(ANY_INSTANT, lambda _name, _inputs: {}, lambda _id, _context: None, FUNCTIONS)
    if node.event.timer == "timeDate":
        yield "La date de « Minuterie » est une formule : faites-la commencer par « = »."
        return
    try:
        schedule.arm(node.event, {}, host, ANY_INSTANT)
    except (*schedule.FAILURES, OverflowError, ValueError, ArithmeticError):
        yield TIMERS[node.event.timer].format(short(text))


TIMERS = {
    "timeDuration": (
        "« {} » n’est pas une durée acceptée : écrivez par exemple « P10D » (dix jours) dans "
        "« Minuterie »."
    ),
    "timeCycle": (
        "« {} » n’est pas une répétition acceptée : écrivez par exemple « R/P1M » (chaque mois) "
        "dans « Minuterie »."
    ),
}


def unknown_form(sources: Sources, form: str) -> Found:
    """A form that is named, and is not there."""
    if form and form not in sources.forms:
        yield (
            f"Le formulaire « {short(form)} » n’existe pas : choisissez-en un autre dans "
            "« Formulaire », ou créez-le dans l’atelier."
        )
