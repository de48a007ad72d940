"""One schema on two databases: SQLite embedded, PostgreSQL beyond it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, cast

from sqlalchemy import DateTime, Dialect, Engine, LargeBinary, create_engine, event, insert
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, MappedColumn, Session, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

READ_ONLY = "palier_read_only"
SEALED = "sealed"


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
        bytes: LargeBinary,
    }


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time. Refuses naive values, so that no local time slips into the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = cast(datetime, value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def sealed_column(kind: str) -> MappedColumn[Any]:
    """A column of texts sealed for the rows of that kind (`core/sealed.py`)."""
    return mapped_column(LargeBinary, info={SEALED: kind})


def make_engine(url: str, role: str = "") -> Engine:
    """An engine for ``sqlite:///…`` or ``postgresql://…`` (psycopg 3), there as that role."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": 30}, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        # No ping at each request: a restarted server costs one refused request, told as such.
        pool_recycle=1_800,
        connect_args={"options": f"-c role={role}"} if role else {},
        hide_parameters=True,  # an error is logged: what was being written is not
    )


def add_rows(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert any number of rows by one statement (RETURNING makes SQLAlchemy batch them)."""
    if rows:
        key = table.__mapper__.primary_key[0]
        session.execute(insert(table).returning(key), list(rows))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event says BEGIN, not the driver
    # Without recursive triggers, INSERT OR REPLACE would delete audit entries unseen.
    safe = ("synchronous=full", "foreign_keys=on", "recursive_triggers=on")
    for pragma in ("journal_mode=wal", *safe):
        connection.execute(f"pragma {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Reads are deferred and cannot write; writes take the one write lock at once."""
    read_only = bool(connection.get_execution_options().get(READ_ONLY))
    connection.exec_driver_sql(f"pragma query_only={'on' if read_only else 'off'}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
