"""What people call a file, and where it is met when the processes are read."""

from collections.abc import Iterator

from engine.bpm.diagrams.closure import forms_of
from engine.bpm.dialect.model import Node
from engine.bpm.dialect.sources import Key, SourceKind, Sources
from engine.bpm.telling.changes.places import every_node

KINDS = list(SourceKind)
Rank = tuple[int, int, str]
UNMET = 1_000_000


class Titles:
    """The files of a set, as its processes meet them."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.met: dict[Key, str] = {}
        """Each file that is met, in that order, with the title that it then gets."""
        called = {node.called for one in sources.processes.values() for node in one.nodes()}
        roots = [name for name in sorted(sources.processes) if name not in called]
        for name in (*roots, *sorted(sources.processes)):
            self._meet(name)
        self.order = {key: at for at, key in enumerate(self.met)}

    def title(self, key: Key) -> str:
        """The name of a process or of a decision, the first step that shows a form."""
        kind, name = key
        if kind is SourceKind.DECISION and name in self.sources.models:
            decisions = self.sources.models[name].decisions
            first = decisions.get(name) or next(iter(decisions.values()), None)
            return first.name if first else name
        if kind is SourceKind.MESSAGE and name in self.sources.templates:
            return self.sources.templates[name].libelle or name
        return self.met.get(key) or name

    def rank(self, key: Key) -> Rank:
        """Where a file stands: by its kind, then as it is met; what is not met comes last."""
        return KINDS.index(key[0]), self.order.get(key, UNMET), key[1]

    def _meet(self, name: str) -> None:
        """The process of that name, then those that it calls, each once."""
        pending = [name]
        while pending:
            name = pending.pop()
            process = self.sources.processes.get(name)
            if process is None or (SourceKind.DIAGRAM, name) in self.met:
                continue
            self.met[SourceKind.DIAGRAM, name] = process.name
            nodes = [node for node, _ in every_node(process.body)]
            for node in nodes:
                for key in self._used(node):
                    self.met.setdefault(key, node.name)
            pending += [node.called for node in reversed(nodes) if node.called]

    def _used(self, node: Node) -> Iterator[Key]:
        for form in sorted(forms_of(node)):
            yield SourceKind.FORM, form
        if node.decision in self.sources.decision_file:
            yield SourceKind.DECISION, self.sources.decision_file[node.decision]
