"""A DMN model as the engine understands it: plain, frozen, every text compiled.

The words are those of DMN 1.5: a *decision* has a *logic* (``logic.py``) and *requires* inputs,
other decisions and functions (chapter 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.bpm.decisions.logic import FunctionDefinition, Logic, Variable


@dataclass(frozen=True)
class Reads:
    """Variables, and functions that are called by their name."""

    names: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()

    def without(self, names: Iterable[str]) -> Reads:
        """Less those that are named where they are read."""
        bound = frozenset(names)
        return Reads(self.names - bound, self.calls - bound)


@dataclass(frozen=True)
class Requires:
    """What a decision or a function needs, by element id (DMN 1.5, 6.3.10 to 6.3.12)."""

    inputs: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """One decision of a model."""

    id: str
    name: str
    variable: Variable
    logic: Logic | None
    requires: Requires = Requires()
    reads: Reads = Reads()
    """What its own logic reads, besides what it requires."""
    line: int = 1
    model: Model = field(default_factory=lambda: Model(), repr=False, compare=False)
    documentation: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The variables that it, and the decisions that it requires, read of the caller."""
        needed = self.model.needed(self.id, functions=False)
        return frozenset().union(*(part.reads.names for part in needed))

    @property
    def calls(self) -> frozenset[str]:
        """The functions that it, and all that it needs, ask of the host."""
        needed = self.model.needed(self.id, functions=True)
        return frozenset().union(*(part.reads.calls for part in needed))


@dataclass(frozen=True)
class Knowledge:
    """A business knowledge model: a function with a name (DMN 1.5, 6.3.9)."""

    id: str
    variable: Variable
    function: FunctionDefinition
    requires: Requires = Requires()
    reads: Reads = Reads()


@dataclass(frozen=True)
class Service:
    """A decision service: decisions called as a function (DMN 1.5, 6.3.8)."""

    id: str
    name: str
    variable: Variable
    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...]
    input_decisions: tuple[str, ...]
    inputs: tuple[str, ...]
    line: int = 1
    model: Model = field(default_factory=lambda: Model(), repr=False, compare=False)


@dataclass(frozen=True, eq=False)
class Model:
    """All that a file holds, by element id; ``inputs`` are what the caller gives."""

    decisions: dict[str, Decision] = field(default_factory=dict)
    knowledge: dict[str, Knowledge] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    inputs: dict[str, Variable] = field(default_factory=dict)

    def needed(self, key: str, *, functions: bool) -> Iterator[Decision | Knowledge]:
        """The element of that id and all that it needs, behind its functions too if asked."""
        pending, seen = [key], {key}
        while pending:
            one = pending.pop()
            if one in self.services:
                service = self.services[one]
                targets = (*service.outputs, *service.encapsulated)
            else:
                part = self.decisions.get(one) or self.knowledge[one]
                yield part
                targets = part.requires.decisions
                targets += part.requires.knowledge if functions else ()
            pending += [target for target in targets if target not in seen]
            seen.update(targets)
