"""Without the keys, the database names nobody: not its file, not one value of one column."""

import base64
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from engine.migrations.metadata import metadata
from tests.house import House
from tests.walls.planted import CONSIGNE, PRENOM, RUE, SECRETS, VOISIN, Planted

PLANTED = (*SECRETS, PRENOM, RUE, CONSIGNE, VOISIN)
SHORTEST = 6
"""A base64 of fewer letters is found by chance."""


def disguises(secret: str) -> Iterator[bytes]:
    """The ways in which a text may lie in a dump: as it is, in small letters, encoded."""
    for text in {secret, secret.lower(), secret.upper()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            plain = text.encode(encoding)
            yield plain
            yield plain.hex().encode()
            if len(plain) >= SHORTEST:
                yield from _base64(plain)
        yield text.encode("unicode_escape")


def _base64(plain: bytes) -> Iterator[bytes]:
    """Whatever stands before it: the three ways in which base64 may cut it."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + plain)
        cut = whole[(0, 2, 3)[before] : len(whole) - (4 if len(plain) % 3 else 0) - 1]
        if len(cut) > SHORTEST:
            yield cut


NEEDLES = {needle for secret in PLANTED for needle in disguises(secret)}


def found_in(data: bytes) -> set[bytes]:
    return {needle for needle in NEEDLES if needle in data}


def test_the_disguises_are_seen_through() -> None:
    for text in ("a Zabaloetxe b", "x ZABALOETXE", "Anatole".lower()):
        assert found_in(text.encode())
        assert found_in(text.encode("utf-16"))
        assert found_in(base64.b64encode(f"{text} et plus".encode()))
        assert found_in(text.encode().hex().encode())
    assert not found_in(b"Dossier 2026-0001, MDL_TS, 1313")


def test_the_file_of_sqlite_names_nobody(planted: Planted) -> None:
    house = planted.house
    path = Path(house.url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    house.database.dispose()
    files = sorted(path.parent.glob(f"{path.name}*"))
    assert sum(file.stat().st_size for file in files) > 100_000
    for file in files:
        assert found_in(file.read_bytes()) == set(), file.name


def test_no_value_of_any_column_names_anybody(walled: Planted) -> None:
    data = dump(walled.house)
    assert len(data) > 100_000
    assert found_in(data) == set()


def dump(house: House) -> bytes:
    """Every value of every column of every table, sealed ones as their bytes."""
    parts: list[bytes] = []
    with psycopg.connect(house.url) as connection:
        for table in metadata.sorted_tables:
            query = sql.SQL("SELECT * FROM {}").format(sql.Identifier(table.name))
            for row in connection.execute(query):
                parts += [v if isinstance(v, bytes) else repr(v).encode() for v in row]
    return b"\n".join(parts)


@pytest.mark.parametrize("table", ["answer", "personne", "note", "contact", "rendez_vous"])
def test_what_was_planted_is_there(walled: Planted, table: str) -> None:
    with psycopg.connect(walled.house.url) as connection:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        assert connection.execute(query).fetchone() != (0,)
