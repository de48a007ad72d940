"""What a case does without a trace on its pages: the file looks unchanged (domain 0.1, point 3).

An event sub-process whose start says `sans_trace` runs like any other; its steps, its answers and
the message that began it are shown to nobody. Only a failure of it is told, to those who may
report the event: somebody has to mend it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpm.diagrams.load import Compiled
from engine.core.identity.actor import Actor


@dataclass(frozen=True)
class Untold:
    """The elements, with who may report what begins them, and the messages."""

    elements: Mapping[str, frozenset[str]]
    messages: frozenset[str]

    def hides(self, element: str) -> bool:
        return element in self.elements

    def hides_failure(self, element: str, actor: Actor) -> bool:
        """Whether a failure of the element is kept from this person."""
        return not self.elements.get(element, actor.groups) & actor.groups

    def hides_entry(self, tag: str, subject: str) -> bool:
        """Whether an entry of the journal is of them."""
        return tag == "message:received" and subject in self.messages


def untold_of(release: Compiled) -> Untold:
    """Those of a release."""
    elements: dict[str, frozenset[str]] = {}
    messages: set[str] = set()
    for process in release.program.processes.values():
        for body in process.bodies():
            begun = next((node for node in body.nodes.values() if node.is_untold), None)
            if begun is not None:
                who = frozenset(begun.reporters)
                elements |= dict.fromkeys([body.id, *body.nodes], who)
                messages.add(begun.event.name)
    return Untold(elements, frozenset(messages))
