"""Which steps the scenarios cover, read in their files, without playing them.

A scenario covers the steps that it names (done, told, expected as a timer or as a message sent)
and those that had to be passed to reach these. `palier scenario` plays them and tells each flow
that none takes: that is the proof, this is the reader's map.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.bpm.diagrams.closure import called_from
from engine.bpm.dialect.model import EventKind, Kind, Node, Process
from engine.bpm.telling.passage import passed_with
from engine.suivi.scenarios.read import Scenario

Place = tuple[str, str]
"""A process and one of its elements."""


@dataclass(frozen=True)
class Named:
    """What a scenario names: elements, messages received, messages sent as (template, group)."""

    elements: frozenset[str]
    messages: frozenset[str]
    sent: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, scenario: Scenario) -> "Named":
        elements: set[str] = set()
        messages: set[str] = set()
        sent: set[tuple[str, str]] = set()
        for step in scenario.steps:
            if step.verb == "realiser":
                elements.add(str(step.about))
            elif step.verb == "recevoir":
                messages.add(str(step.about))
            elif step.verb == "verifier":
                elements.update(step.about.get("seuils") or (), step.about.get("passes") or ())
                told = (str(line).partition(" -> ") for line in step.about.get("messages") or ())
                sent.update((template, group) for template, _, group in told)
        return cls(frozenset(elements), frozenset(messages), frozenset(sent))


@dataclass
class Map:
    """The processes of a release, as scenarios go through them."""

    processes: Mapping[str, Process]
    _covered: dict[str, tuple[str, frozenset[Place]]] = field(default_factory=dict)
    """By file, for the text that had this hash."""

    def covered(self, scenario: Scenario) -> frozenset[Place]:
        """The places that a scenario certainly goes through."""
        sha256, places = self._covered.get(scenario.file, ("", frozenset()))
        if not scenario.sha256 or scenario.sha256 != sha256:
            places = self._read(scenario)
            self._covered[scenario.file] = scenario.sha256, places
        return places

    def _read(self, scenario: Scenario) -> frozenset[Place]:
        named, reach = Named.of(scenario), called_from(self.processes, scenario.process)
        found = {
            (key, node.id)
            for key in reach
            for node in self.processes[key].nodes()
            if node.id in named.elements or self._receives(node, named)
        }
        found |= self._sent(named, reach, {key for key, _ in found})
        return frozenset(
            (key, element)
            for key, reached in found
            for element in (reached, *self._passed[key].get(reached, ()))
        )

    def _sent(self, named: Named, reach: set[str], visited: set[str]) -> set[Place]:
        """The one step that sends such a message, or the one of a process that is gone through."""
        found: set[Place] = set()
        for template, group in named.sent:
            places = [(key, n.id) for key in reach for n in self._senders(key, template, group)]
            near = [place for place in places if place[0] in visited]
            found |= set(places if len(places) == 1 else near if len(near) == 1 else ())
        return found

    def _senders(self, key: str, template: str, group: str) -> Iterable[Node]:
        for node in self.processes[key].nodes():
            given = dict(node.inputs)
            who = given.get("destinataire", "")
            if given.get("modele") == template and (who == group or who.startswith("=")):
                yield node

    @cached_property
    def _passed(self) -> dict[str, dict[str, frozenset[str]]]:
        return {key: passed_with(process) for key, process in self.processes.items()}

    @staticmethod
    def _receives(node: Node, named: Named) -> bool:
        waits = node.event.kind is EventKind.MESSAGE and node.kind is not Kind.THROW
        return waits and node.event.name in named.messages
