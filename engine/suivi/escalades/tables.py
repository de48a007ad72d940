"""The tables in force: process owners change them in the workshop, nobody else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from engine.bpm.decisions.decide import decide
from engine.bpm.decisions.model import Decision
from engine.bpm.diagrams.models import Resource
from engine.bpm.diagrams.publish import last_publication
from engine.bpm.dialect.sources import Source, SourceKind, read_sources
from engine.bpm.functions import FUNCTIONS, functions_of, known_functions
from engine.core.errors import EngineError
from engine.core.transaction import Transaction

D6, D7 = "D6_ESCALADE", "D7_RAPPELS"
Ligne = tuple[str, Mapping[str, object]]
"""The id of a rule that holds, and what it says by the name of each output."""
Given = Mapping[str, str | int | bool]
MOST_KEPT = 10_000
"""Answers of one version."""


class TableAbsente(EngineError):
    """What is in force holds no such table: nobody would be told."""

    code = "table_absente"


@dataclass(frozen=True)
class Table:
    """One version of a table; what it has answered is kept where the clock and the rules are not
    read by it: it would answer the same again.
    """

    decision: Decision
    is_constant: bool
    answers: dict[tuple[object, ...], list[Ligne]] = field(default_factory=dict, repr=False)


class Asking:
    """A table asked many things in one transaction: found once, the same answered once."""

    def __init__(self, tx: Transaction, key: str) -> None:
        self.tx, self.key = tx, key
        self.answers: dict[tuple[object, ...], list[Ligne]] | None = None
        self.decision: Decision

    def __call__(self, given: Given) -> list[Ligne]:
        """The rules of a collecting table that hold, in its order; whole numbers are compared as
        the tables compare. TableAbsente without the table.
        """
        if self.answers is None:
            found = table(self.tx, self.key)
            self.decision = found.decision
            is_kept = found.is_constant and len(found.answers) < MOST_KEPT
            self.answers = found.answers if is_kept else {}
        asked = tuple(given.values())
        if asked not in self.answers:
            self.answers[asked] = self._decided(given)
        return self.answers[asked]

    def _decided(self, given: Given) -> list[Ligne]:
        known = {name: number(value) for name, value in given.items()}
        outcome = decide(self.decision, known, self.tx.now, functions_of(self.tx))
        found = outcome.value if isinstance(outcome.value, list) else []
        return [
            (rule, said)
            for rule, said in zip(outcome.fired.get(self.key, []), found, strict=True)
            if isinstance(said, dict)
        ]


def table(tx: Transaction, key: str) -> Table:
    """The table of that name, as last published; read once a version by this process."""
    publication = last_publication(tx)
    entry = publication.files.get(f"{SourceKind.DECISION}/{key}") if publication else None
    if entry is None:
        raise TableAbsente(table=key)
    kept: dict[UUID, Table] = tx.memory.setdefault("tables", {})
    wanted = UUID(entry[0])
    if wanted not in kept:
        data = tx.session.get_one(Resource, wanted).data
        found = read_sources([Source(SourceKind.DECISION, key, data)], {}, frozenset())
        if key not in found.decisions:
            raise TableAbsente(table=key)
        kept[wanted] = Table(found.decisions[key], is_constant(data.decode()))
    return kept[wanted]


def is_constant(written: str) -> bool:
    """Whether a file of decisions can read nothing but what it is given: neither the clock, nor a
    function lent by a room (which reads rows). In doubt, no: a word of these anywhere is enough.
    """
    words = "|".join(map(re.escape, sorted({"now", "today", *(known_functions() - {*FUNCTIONS})})))
    return re.search(rf"&#|\b(?:{words})\b", written) is None


def number(value: str | int | bool) -> object:
    """A count as the tables compare it; anything else as it is."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def text(said: Mapping[str, object], name: str) -> str:
    """An output that is a text; empty when the rule leaves it out."""
    return str(said.get(name) or "")
