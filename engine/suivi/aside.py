"""A base apart from the program's: copied whole into it at the end, or thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from engine.core.crypto import Keyring, new_key
from engine.core.transaction import Database
from engine.migrations import upgrade


@contextmanager
def open_aside(place: Path, name: str, keys: Keyring) -> Iterator[Database]:
    """An empty SQLite base in that folder, closed at the end.

    It does not wait for the disk: nobody reads it after an interruption.
    """
    path = place / f"{name}.sqlite"
    path.write_bytes(_blank())
    database = Database(f"sqlite:///{path}", keys)
    event.listen(database.engine, "connect", do_not_wait)
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def throw_away(name: str) -> Iterator[Database]:
    """The same with keys of its own, in a folder that ``name`` tells; nothing of it remains."""
    with TemporaryDirectory(prefix=f"palier-{name}-") as place:
        keys = Keyring({1: new_key()}, {1: new_key()})
        with open_aside(Path(place), name, keys) as database:
            yield database


@cache
def _blank() -> bytes:
    """A base at the newest schema that holds nothing: migrated once a process, then copied."""
    with TemporaryDirectory(prefix="palier-vierge-") as place:
        path = Path(place) / "vierge.sqlite"
        upgrade(f"sqlite:///{path}")
        return path.read_bytes()


def do_not_wait(connection: Any, _record: Any) -> None:
    """For the event « connect » of an SQLite base that nobody reads after an interruption."""
    connection.execute("pragma synchronous=off")
