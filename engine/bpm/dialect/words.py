"""Words that the sentences of several checks share."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from engine.bpm.dialect.model import SUBPROCESSES, EventKind, Kind, Node

MOST = 60
"""Characters of a text of the file that a sentence repeats."""
MOST_GUESSED = 40
"""Characters of a name for which another is looked for: a longer one was not mistyped."""

EVENTS = {
    EventKind.NONE: "simple",
    EventKind.TIMER: "minuterie",
    EventKind.MESSAGE: "message",
    EventKind.SIGNAL: "signal",
    EventKind.ERROR: "erreur",
    EventKind.ESCALATION: "escalade",
    EventKind.LINK: "lien",
    EventKind.TERMINATE: "arrêt complet",
    EventKind.CANCEL: "annulation",
}
UNNAMED = {
    Kind.START: "un début",
    Kind.END: "une fin",
    Kind.CATCH: "un événement",
    Kind.THROW: "un événement",
    Kind.BOUNDARY: "un événement",
    Kind.EXCLUSIVE: "une passerelle",
    Kind.PARALLEL: "une passerelle",
    Kind.INCLUSIVE: "une passerelle",
    Kind.EVENT_GATEWAY: "une passerelle",
    **dict.fromkeys(SUBPROCESSES, "un sous-processus"),
}


FOREIGN = {
    "bpmn:complexGateway": "les passerelles complexes",
    "bpmn:dataStoreReference": "les réserves de données",
    "bpmn:conditionalEventDefinition": "les événements conditionnels",
    "bpmn:compensateEventDefinition": "les compensations",
    "bpmn:standardLoopCharacteristics": "les boucles",
}
"""What an editor offers, and the engine does not run."""


def foreign(element: str) -> str:
    """That an element of a diagram, by its prefixed name, does not run."""
    what = FOREIGN.get(element) or f"l’élément « {short(element)} »"
    return f"Palier n’exécute pas {what} : retirez cet élément, ou remplacez-le par un autre."


def setting(name: str) -> str:
    """That an attribute or an extension of an element is not one that the engine follows."""
    return (
        f"Le réglage « {short(name)} » n’est pas pris en charge : retirez-le, ou supprimez "
        "l’élément et dessinez-le de nouveau."
    )


def twice(identifier: str) -> str:
    """That an id is that of two elements."""
    return (
        f"Deux éléments portent l’identifiant « {short(identifier)} » : supprimez celui-ci et "
        "dessinez-le de nouveau."
    )


def told(node: Node) -> str:
    """A step by its name in quotes, or by what it is: « Avis », une passerelle."""
    return f"« {short(node.name)} »" if node.name else UNNAMED.get(node.kind, "une tâche")


def short(text: str) -> str:
    """A text of the file, cut where a list of problems could not show it."""
    return text if len(text) <= MOST else f"{text[:MOST]}…"


def count(number: int) -> str:
    """20 000, its digits by three from five on."""
    return f"{number:,}".replace(",", "\u202f") if number >= 10_000 else str(number)


def nearest(name: str, known: frozenset[str]) -> str:
    """The name of which this one was probably meant: one letter or accents apart; else empty."""
    spellings = _spellings_of(known)
    return next((spellings[one] for one in _spellings(name) if one in spellings), "")


@lru_cache(maxsize=8)
def _spellings_of(known: frozenset[str]) -> dict[str, str]:
    return {spelling: name for name in sorted(known) for spelling in _spellings(name)}


def _spellings(name: str) -> Iterator[str]:
    """The name without its accents, and all that one letter less makes of it: two names that
    share a spelling are one letter apart, or two letters were exchanged."""
    if len(name) > MOST_GUESSED:
        return
    parts = unicodedata.normalize("NFD", name.casefold())
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    yield plain
    for place in range(len(plain) if len(plain) > 3 else 0):
        yield plain[:place] + plain[place + 1 :]
