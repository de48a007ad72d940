"""One SQLite database into another, whole or not at all."""

import sqlite3
from typing import cast

from engine.core.transaction import Database


def copy_into(source: Database, target: Database) -> None:
    """Everything of ``source`` replaces what ``target`` held, in one transaction of SQLite.

    SQLite's online backup: an interruption leaves the target as it was
    (sqlite.org/backup.html, « the destination database … is rolled back »).
    """
    given, taken = source.engine.raw_connection(), target.engine.raw_connection()
    try:
        place = cast(sqlite3.Connection, taken.driver_connection)
        place.execute("pragma query_only=off")
        cast(sqlite3.Connection, given.driver_connection).backup(place)
    finally:
        given.close()
        taken.close()
