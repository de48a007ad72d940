"""The rows of a dossier that a class ends: found by the table of `classes.py`, then taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Select, Table, delete, or_, select, tuple_, update

from engine.core.transaction import Transaction
from engine.migrations.metadata import metadata
from engine.suivi.conservation.classes import Classe, Fin, Sort, sorts_of
from engine.suivi.dossiers.models import Dossier

MOST = 400
"""Keys in one statement: SQLite takes 999 values or more."""
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Portee:
    """What a dossier reaches: its cases, and its household where no other dossier needs it."""

    dossier: Dossier
    cas: frozenset[UUID]
    menages: frozenset[UUID]
    finies: frozenset[str] = field(default_factory=frozenset)
    """The classes of this dossier that have ended before."""

    def roots(self) -> Mapping[tuple[str, str], Sequence[Any]]:
        """The values that tie a row to it, by the column that they are of."""
        return {
            ("dossier", "id"): [self.dossier.id],
            ("dossier", "reference"): [self.dossier.reference],
            ("instance", "id"): sorted(self.cas),
            ("menage", "id"): sorted(self.menages),
        }


def find_rows(tx: Transaction, portee: Portee, classe: Classe) -> dict[str, list[Key]]:
    """The keys of every row that the class ends for that dossier, by table."""
    return {
        table: [tuple(row) for row in tx.session.execute(_wanted(portee, table, sort))]
        for table, sort in sorts_of(classe).items()
        if sort.par
    }


def rows_of(portee: Portee, table: str, classe: Classe) -> Select[Any]:
    """Whole rows of one table that the class ends for that dossier, to be read."""
    keys = _wanted(portee, table, sorts_of(classe)[table]).subquery()
    whole = metadata.tables[table]
    same = [whole.c[column.name] == keys.c[column.name] for column in whole.primary_key]
    return select(whole).where(*same)


def take_away(tx: Transaction, found: Mapping[str, list[Key]], classe: Classe) -> dict[str, int]:
    """Delete or empty these rows, children first; how many rows of each table.

    What another row says of a deleted one (a signed paper) is emptied before.
    """
    counts = {}
    for table in reversed(metadata.sorted_tables):
        keys = found.get(table.name)
        if not keys:
            continue
        counts[table.name] = len(keys)
        sort = sorts_of(classe)[table.name]
        for some in (keys[start : start + MOST] for start in range(0, len(keys), MOST)):
            if sort.fin is Fin.SUPPRIMER:
                _forget(tx, table, some)
                tx.session.execute(delete(table).where(_among(table, some)))
            elif sort.fin is Fin.VIDER:
                empty(tx, table, sort, some)
    return counts


def empty(tx: Transaction, table: Table, sort: Sort, keys: Sequence[Key]) -> None:
    """Empty the columns of these rows."""
    values = {name: blank(table.c[name]) for name in sort.colonnes}
    tx.session.execute(update(table).where(_among(table, keys)).values(values))


def _wanted(portee: Portee, table: str, sort: Sort) -> Select[Any]:
    whole = metadata.tables[table]
    conditions = [or_(*[_tied(portee, whole, column, sort.classe) for column in sort.par])]
    conditions += [whole.c[name] == value for name, value in sort.seul.items()]
    if Classe.SUIVI_BAILLEUR not in portee.finies:
        conditions += [whole.c[name] != value for name, value in sort.sauf.items()]
    return select(*whole.primary_key).where(*conditions)


def _tied(portee: Portee, table: Table, said: str, classe: Classe) -> Any:
    """The condition that a column ties a row to the dossier."""
    name, _, explicit = said.partition(">")
    column = table.c[name]
    target = _target(table, column, explicit)
    values = portee.roots().get(target)
    if values is not None:
        return column.in_(values)
    parent, _ = target
    return column.in_(_wanted(portee, parent, sorts_of(classe)[parent]))


def _target(table: Table, column: Column[Any], explicit: str) -> tuple[str, str]:
    """The table and the column that a column leads to; a root's own key leads to itself."""
    if explicit:
        parent, _, of = explicit.partition(".")
        return parent, of or "id"
    for key in column.foreign_keys:
        return key.column.table.name, key.column.name
    return table.name, column.name


def _forget(tx: Transaction, table: Table, keys: Sequence[Key]) -> None:
    """Empty what other rows, which stay, say of these ones."""
    if len(table.primary_key) != 1:
        return
    ids = [key[0] for key in keys]
    for other in metadata.sorted_tables:
        for column in other.columns:
            if column.nullable and any(k.column.table is table for k in column.foreign_keys):
                tx.session.execute(update(other).where(column.in_(ids)).values({column.name: None}))


def _among(table: Table, keys: Sequence[Key]) -> Any:
    columns = list(table.primary_key)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_(keys)


def blank(column: Column[Any]) -> Any:
    """What an emptied column holds."""
    if column.nullable:
        return None
    return b"" if isinstance(column.type, LargeBinary) else ""
