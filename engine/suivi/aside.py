"""A base apart from the program's: copied whole into it at the end, or thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
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
    url = f"sqlite:///{place / f'{name}.sqlite'}"
    upgrade(url)
    database = Database(url, keys)
    event.listen(database.engine, "connect", _do_not_wait)
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


def _do_not_wait(connection: Any, _record: Any) -> None:
    connection.execute("pragma synchronous=off")
