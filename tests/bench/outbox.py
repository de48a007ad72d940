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

KEPT, DUE, CLAIMED, RUNS = 1_000_000, 20_000, 100, 60
MAX_RATIO = 1.5
KEEP = """insert into outbox_job (id, kind, payload, due_at, promised_at, attempts, done_at)
 select gen_random_uuid(), 'tell', '{}', now() - interval '30 days' * random(), now(), 1, now()
 from generate_series(1, %s)"""
PROMISE = """insert into outbox_job (id, kind, payload, due_at, promised_at, attempts)
 select gen_random_uuid(), 'tell', '{}', now() - interval '1 hour' * random(), now(), 0
 from generate_series(1, %s)"""


def bench() -> bool:
    """Print both medians; whether the promise is kept."""
    with postgres() as url:
        upgrade(url)
        database = Database(url, Keyring({1: new_key()}))
        _write(url, PROMISE, DUE)
        few = _claims(database)
        _write(url, "delete from outbox_job where %s > 0", 1)
        _write(url, KEEP, KEPT)
        _write(url, PROMISE, DUE)
        many = _claims(database)
        database.dispose()
    print(f"prendre {CLAIMED} promesses dues : {few:.2f} ms ; parmi {KEPT} tenues : {many:.2f} ms")
    print(f"rapport {many / few:.2f} (promis {MAX_RATIO})\n")
    return many <= few * MAX_RATIO


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


def _write(url: str, statement: str, count: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select cloison.agir()")
        connection.execute("set session_replication_role = replica")
        connection.execute(statement.encode(), [count])
        connection.execute("vacuum analyze outbox_job")
