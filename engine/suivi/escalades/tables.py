"""The tables in force: process owners change them in the workshop, nobody else."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from engine.bpm.decisions.decide import decide
from engine.bpm.decisions.model import Decision
from engine.bpm.diagrams.models import Resource
from engine.bpm.diagrams.publish import last_publication
from engine.bpm.dialect.sources import Source, SourceKind, read_sources
from engine.bpm.functions import functions_of
from engine.core.errors import EngineError
from engine.core.transaction import Transaction

D6, D7 = "D6_ESCALADE", "D7_RAPPELS"
Ligne = tuple[str, Mapping[str, object]]
"""The id of a rule that holds, and what it says by the name of each output."""


class TableAbsente(EngineError):
    """What is in force holds no such table: nobody would be told."""

    code = "table_absente"


def ask(tx: Transaction, key: str, given: Mapping[str, object]) -> list[Ligne]:
    """The rules of a collecting table that hold, in its order. TableAbsente without the table."""
    outcome = decide(table(tx, key), given, tx.now, functions_of(tx))
    found = outcome.value if isinstance(outcome.value, list) else []
    return [
        (rule, said)
        for rule, said in zip(outcome.fired.get(key, []), found, strict=True)
        if isinstance(said, dict)
    ]


def table(tx: Transaction, key: str) -> Decision:
    """The decision of that name, as last published; read once a version by this process."""
    publication = last_publication(tx)
    entry = publication.files.get(f"{SourceKind.DECISION}/{key}") if publication else None
    if entry is None:
        raise TableAbsente(table=key)
    kept: dict[UUID, Decision] = tx.memory.setdefault("tables", {})
    wanted = UUID(entry[0])
    if wanted not in kept:
        data = tx.session.get_one(Resource, wanted).data
        found = read_sources([Source(SourceKind.DECISION, key, data)], {}, frozenset())
        if key not in found.decisions:
            raise TableAbsente(table=key)
        kept[wanted] = found.decisions[key]
    return kept[wanted]


def number(count: int) -> Decimal:
    """A count as the tables compare it."""
    return Decimal(count)


def text(said: Mapping[str, object], name: str) -> str:
    """An output that is a text; empty when the rule leaves it out."""
    return str(said.get(name) or "")
