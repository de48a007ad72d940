"""Rows written together, last before the commit: on PostgreSQL by one statement for all tables.

A use case leaves its rows here (steps, answers, audit, promises, the mirror of a case). What
must be read again in the same transaction is written at once instead, by ``add_rows``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Executable, Table, bindparam, delete, insert, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from engine.core.db import Base

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Shape:
    """What is done to one table with rows that have these columns."""

    table: Table
    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    reset: tuple[str, ...] = ()
    is_deletion: bool = False
    is_update: bool = False


@dataclass
class Writes:
    """The rows that wait, in the order in which they were left."""

    waiting: list[tuple[Shape, list[Row]]] = field(default_factory=list)
    changed: dict[int, tuple[Base, tuple[str, ...]]] = field(default_factory=dict)
    """Rows read and changed in place, with the names of what changed."""

    def insert(self, model: type[Base], rows: Sequence[Row]) -> None:
        """New rows, all with the same columns."""
        if rows:
            self._leave(Shape(_table(model), tuple(rows[0])), rows)

    def upsert(
        self,
        model: type[Base],
        rows: Sequence[Row],
        change: Iterable[str] = (),
        reset: Iterable[str] = (),
    ) -> None:
        """New rows; where the primary key exists, ``change`` (or all) is set, ``reset`` nulled."""
        if rows:
            table = _table(model)
            key = tuple(column.name for column in table.primary_key)
            changed = tuple(change) or tuple(name for name in rows[0] if name not in key)
            self._leave(Shape(table, tuple(rows[0]), key, changed, tuple(reset)), rows)

    def delete(self, model: type[Base], keys: Sequence[Row]) -> None:
        """The rows of these primary keys go."""
        if keys:
            self._leave(Shape(_table(model), tuple(keys[0]), is_deletion=True), keys)

    def set(self, row: Any, **values: Any) -> None:
        """Change a row that was read: at once in memory, with the rest in the database."""
        for name, value in values.items():
            set_committed_value(row, name, value)
        known = self.changed.get(id(row), (row, ()))[1]
        self.changed[id(row)] = (row, tuple(dict.fromkeys((*known, *values))))

    def mark(self) -> "Writes":
        """What waits now, to come back to."""
        waiting = [(shape, list(rows)) for shape, rows in self.waiting]
        return Writes(waiting, dict(self.changed))

    def back_to(self, mark: "Writes", session: Session) -> None:
        """Forget what was left since; what was changed in place since is read again.

        A row that was new is not of the session any more once its savepoint is gone.
        """
        for number, (row, names) in self.changed.items():
            if mark.changed.get(number, (row, ()))[1] != names and row in session:
                session.expire(row)
        self.waiting, self.changed = mark.waiting, mark.changed

    def _leave(self, shape: Shape, rows: Sequence[Row]) -> None:
        for known, waiting in self.waiting:
            if known == shape:
                waiting.extend(rows)
                return
        self.waiting.append((shape, list(rows)))

    def write(self, session: Session) -> None:
        """Write everything that waits."""
        for row, names in self.changed.values():
            table = _table(type(row))
            key = tuple(column.name for column in table.primary_key)
            values = {name: getattr(row, name) for name in (*key, *names)}
            self._leave(Shape(table, tuple(values), key, names, is_update=True), [values])
        self.changed = {}
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        if session.get_bind().dialect.name == "postgresql":
            statement = _together(tuple(shape for shape, _ in waiting))
            texts = tuple(orjson.dumps(rows, _plain, OPTIONS).decode() for _, rows in waiting)
            session.connection().exec_driver_sql(statement, texts)
            return
        for shape, rows in waiting:
            _write_one(session, shape, rows)


OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, datetime) and value.utcoffset() is None:
        raise ValueError(f"naive datetime {value!r}")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be written")


@cache
def _together(shapes: tuple[Shape, ...]) -> str:
    """One statement of data-modifying parts, each fed by one JSON list of rows."""
    parts = ", ".join(f"w{rank} AS ({_part(shape)})" for rank, shape in enumerate(shapes))
    return f"WITH {parts} SELECT 1"


def _part(shape: Shape) -> str:
    name = shape.table.name
    columns = ", ".join(f'"{column}"' for column in shape.columns)
    rows = f"SELECT {columns} FROM jsonb_populate_recordset(NULL::{name}, %s::jsonb)"
    if shape.is_deletion:
        return f"DELETE FROM {name} WHERE ({columns}) IN ({rows})"
    if shape.is_update:
        updates = ", ".join(f'"{column}" = r."{column}"' for column in shape.change)
        same = " AND ".join(f'{name}."{column}" = r."{column}"' for column in shape.key)
        return f"UPDATE {name} SET {updates} FROM ({rows}) r WHERE {same}"
    statement = f"INSERT INTO {name} ({columns}) {rows}"
    if not shape.key:
        return statement
    changes = [f'"{column}" = excluded."{column}"' for column in shape.change]
    changes += [f'"{column}" = NULL' for column in shape.reset]
    return f"{statement} ON CONFLICT ({', '.join(shape.key)}) DO UPDATE SET {', '.join(changes)}"


def _write_one(session: Session, shape: Shape, rows: list[Row]) -> None:
    if shape.is_deletion or shape.is_update:
        # A column that is looked for has another name than the same column when it is set.
        searched = shape.columns if shape.is_deletion else shape.key
        rows = [{(f"_{n}" if n in searched else n): v for n, v in row.items()} for row in rows]
    session.execute(_alone(shape), rows)


@cache
def _alone(shape: Shape) -> Executable:
    """The statement of one table, built once for each shape of rows."""
    table = shape.table
    if shape.is_deletion or shape.is_update:
        searched = shape.columns if shape.is_deletion else shape.key
        same = [table.c[name] == bindparam(f"_{name}") for name in searched]
        if shape.is_deletion:
            return delete(table).where(*same)
        new: dict[str, Any] = {name: bindparam(name) for name in shape.change}
        return update(table).where(*same).values(new)
    if not shape.key:
        return insert(table)
    statement = sqlite.insert(table)
    values: dict[str, Any] = {name: statement.excluded[name] for name in shape.change}
    values |= dict.fromkeys(shape.reset)
    return statement.on_conflict_do_update(index_elements=list(shape.key), set_=values)
