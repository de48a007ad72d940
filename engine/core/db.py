"""One schema on two databases: SQLite embedded, PostgreSQL beyond it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar, cast

import psycopg
from sqlalchemy import DateTime, Dialect, Engine, LargeBinary, create_engine, event, insert
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, MappedColumn, Session, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

from engine.core.errors import DatabaseSilent

READ_ONLY = "palier_read_only"
SEALED = "sealed"

# Connection lost on the way, shut down, crashed, starting, no place for one more, idle too long.
LOST = frozenset({"08000", "08003", "08006", "57P01", "57P02", "57P03", "53300", "25P03"})

# A host that the network loses must be known as lost within half a minute, on both sides: ours
# gives up, and the server takes back the rows that it had locked. Seconds, then milliseconds.
CONNECTION = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
    "application_name": "palier",
    # A database that has no encoding gives bytes instead of texts: it is then refused in words.
    "client_encoding": "utf8",
}
SERVER = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "25s",
    "client_connection_check_interval": "10s",
    # A process that stands still with a transaction open. No act of ours is idle for so long:
    # what asks another machine (antivirus, mail) gives up sooner.
    "idle_in_transaction_session_timeout": "60s",
}


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
        connect_args={**CONNECTION, "options": _options(role)},
        hide_parameters=True,  # an error is logged: what was being written is not
    )


@contextmanager
def answered() -> Iterator[None]:
    """DatabaseSilent when the server could not be reached, or went away on the way."""
    try:
        yield
    except DBAPIError as error:
        if _is_lost(error):
            raise DatabaseSilent from error
        raise


def _is_lost(error: DBAPIError) -> bool:
    """Whether the server went away or could not be reached, rather than refused what it read."""
    state = getattr(error.orig, "sqlstate", None)
    if error.connection_invalidated or state in LOST:
        return True
    return isinstance(error.orig, psycopg.OperationalError) and state is None


def add_rows(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert any number of rows by one statement (RETURNING makes SQLAlchemy batch them)."""
    if rows:
        key = table.__mapper__.primary_key[0]
        session.execute(insert(table).returning(key), list(rows))


def _options(role: str) -> str:
    told = {**SERVER, **({"role": role} if role else {})}
    return " ".join(f"-c {name}={value}" for name, value in told.items())


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
