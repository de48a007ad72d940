"""What changed in a diagram, element by element, as it is read."""

from collections.abc import Iterator, Mapping

from engine.bpm.dialect.model import EventKind, Kind, Node, Process
from engine.bpm.dialect.sources import Sources
from engine.bpm.telling.changes.facts import STEP, Fact, apart, whole
from engine.bpm.telling.changes.matching import merged
from engine.bpm.telling.changes.model import Change
from engine.bpm.telling.changes.nodes import MAIN, facts_of, nature
from engine.bpm.telling.changes.paths import Path, next_of, passes, paths_apart, paths_of
from engine.bpm.telling.changes.places import Places
from engine.bpm.telling.origin import in_words
from engine.bpm.telling.vocabulary import Vocabulary


def diagrams_apart(
    name: str, before: Sources, after: Sources, words: Mapping[str, str]
) -> Iterator[Change]:
    """The lines of the diagram of that name; of one that came or went, its steps."""
    old, new = (_reading(name, sources, words) for sources in (before, after))
    if old and new:
        yield from apart(new.process.name, name, old.about(), new.about())
    for key in merged(old.places.nodes if old else (), new.places.nodes if new else ()):
        was = old if old and key in old.places.nodes else None
        now = new if new and key in new.places.nodes else None
        if was and now:
            where = now.places.where(key)
            yield from apart(where, key, was.facts(key), now.facts(key))
            yield from paths_apart(where, key, was.paths(key), now.paths(key))
        elif now:
            yield from now.whole(key, is_new=True)
        elif was:
            yield from was.whole(key, is_new=False)


def _reading(name: str, sources: Sources, words: Mapping[str, str]) -> "_Reading | None":
    process = sources.processes.get(name)
    return _Reading(process, sources, words) if process else None


class _Reading:
    """A process, read among the files that give it its words."""

    def __init__(self, process: Process, sources: Sources, words: Mapping[str, str]) -> None:
        self.process = process
        self.sources = sources
        self.places = Places(process)
        shown = [node.form for node in self.places.nodes.values()]
        keys = dict.fromkeys(
            [*(one for one in shown if one in sources.forms), *sorted(sources.forms)]
        )
        self.vocabulary = Vocabulary.of((sources.forms[key] for key in keys), words)

    def about(self) -> list[Fact]:
        """What the process says of itself."""
        told = self.process.documentation
        return [Fact("Nom", self.process.name), Fact("Explication", told, in_words(told))]

    def facts(self, key: str) -> list[Fact]:
        """What is said of an element."""
        node = self.places.nodes[key]
        return list(facts_of(node, self.places, self.sources, self.vocabulary))

    def paths(self, key: str) -> list[Path]:
        """What follows an element."""
        body = self.places.bodies[key]
        return paths_of(body, self.places.nodes[key], self.vocabulary, self.places.target)

    def whole(self, key: str, *, is_new: bool) -> Iterator[Change]:
        """An element that came or went; an end, or a gateway that only lets pass, is not told."""
        node = self.places.nodes[key]
        if self._is_silent(node):
            return
        facts = [fact for fact in self.facts(key) if fact.what in MAIN]
        facts.append(next_of(self.paths(key)))
        told = nature(node, self.places, self.vocabulary)
        yield from whole(STEP, self.places.where(key), key, told, facts, is_new=is_new)

    def _is_silent(self, node: Node) -> bool:
        is_plain_end = node.kind is Kind.END and node.event.kind is EventKind.NONE
        return is_plain_end or passes(self.places.bodies[node.id], node)
