"""The base of a rehearsal: thrown away at the end, whatever happens, and never a real one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import event

from engine.bpm.dialect.folder import Folder
from engine.core.crypto import Keyring, new_key
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.migrations import upgrade
from engine.suivi.repetition.gens import settle_gens
from engine.suivi.repetition.periode import Periode
from engine.suivi.setup import publish_folder, settle_groups

BEFORE = timedelta(days=7)


@contextmanager
def open_scene() -> Iterator[Database]:
    """An empty SQLite base that does not wait for the disk; nothing of it remains."""
    with TemporaryDirectory(prefix="palier-repetition-") as place:
        url = f"sqlite:///{Path(place) / 'repetition.sqlite'}"
        upgrade(url)
        database = Database(url, Keyring({1: new_key()}, {1: new_key()}))
        event.listen(database.engine, "connect", _do_not_wait)
        try:
            yield database
        finally:
            database.dispose()


def settle_scene(database: Database, folder: Folder, periode: Periode) -> dict[str, UUID]:
    """Groups, dated rules, people and the folder published, a week before; the people's ids.

    DiagramRefused when a file of the folder must be mended.
    """
    with database.transaction(SYSTEM, at=periode.commence - BEFORE) as tx:
        settle_groups(tx, folder)
        gens = settle_gens(tx)
        publish_folder(tx, folder, "Répétition")
    return gens


def _do_not_wait(connection: Any, _record: Any) -> None:
    connection.execute("pragma synchronous=off")
