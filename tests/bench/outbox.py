"""What claiming promises costs: the same with 1,000,000 that were kept long ago."""

import statistics
import time
from datetime import timedelta

import psycopg

from engine.core import clock
from engine.core.crypto import Keyring, new_key
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import _lease
from engine.core.transaction import Database
from engine.migrations import upgrade
from tests.bench.meter import postgres

FEW, KEPT, DUE, CLAIMED, RUNS = 1_000, 1_000_000, 20_000, 100, 60
MAX_RATIO = 1.2
KEEP = """insert into outbox_job (id, kind, payload, due_at, promised_at, attempts, done_at)
 select gen_random_uuid(), 'tell', '{}', now() - interval '30 days' * random(), now(), 1, now()
 from generate_series(1, %s)"""
PROMISE = """insert into outbox_job (id, kind, payload, due_at, promised_at, attempts)
 select gen_random_uuid(), 'tell', '{}', now() - interval '1 hour' * random(), now(), 0
 from generate_series(1, %s)"""


CLAIM = """explain (analyze, buffers, format json)
 select id, attempts from outbox_job where done_at is null and due_at <= now()
 and (leased_until is null or leased_until < now()) order by due_at limit 100
 for update skip locked"""


def bench() -> bool:
    """Print both medians, and the pages that were looked at; whether the promise is kept.

    Pages are promised, not milliseconds: those are this machine's, and its neighbours'.
    """
    with postgres() as url:
        upgrade(url)
        database = Database(url, Keyring({1: new_key()}))
        (pages, few), (more, many) = (_among(url, database, kept) for kept in (FEW, KEPT))
        database.dispose()
    print(f"prendre {CLAIMED} promesses dues parmi {FEW} tenues : {pages} pages, {few:.2f} ms")
    print(f"parmi {KEPT} tenues : {more} pages, {many:.2f} ms")
    print(f"pages : rapport {more / pages:.2f} (promis {MAX_RATIO})\n")
    return more <= pages * MAX_RATIO


def _among(url: str, database: Database, kept: int) -> tuple[int, float]:
    """Pages and milliseconds of a claim, among so many promises kept long ago."""
    _write(url, "truncate outbox_job")
    _write(url, KEEP, kept)
    _write(url, PROMISE, DUE)
    return _pages(url), _claims(database)


def _pages(url: str) -> int:
    """The pages that finding a batch looks at.

    Locking it looks at one or two more a promise, as the last vacuum has left the table.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        row = connection.execute(CLAIM.encode()).fetchone()
        assert row is not None
        node = row[0][0]["Plan"]
        while "Plans" in node:
            (node,) = node["Plans"]
        assert (node["Node Type"], node["Index Name"]) == ("Index Scan", "outbox_job_due")
        return int(node["Shared Hit Blocks"] + node["Shared Read Blocks"])


def _claims(database: Database) -> float:
    """The median claim, in milliseconds, each in a transaction that is committed."""
    spent = []
    for _ in range(RUNS):
        with database.transaction(SYSTEM, at=clock.now() + timedelta(seconds=1)) as tx:
            began = time.perf_counter()
            _, jobs = _lease(tx, CLAIMED)
            spent.append((time.perf_counter() - began) * 1_000)
            assert len(jobs) == CLAIMED
    return statistics.median(spent)


def _write(url: str, statement: str, *count: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select cloison.agir()")
        connection.execute("set session_replication_role = replica")
        connection.execute(statement.encode(), count or None)
        connection.execute("vacuum analyze outbox_job")
