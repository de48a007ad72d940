"""Timers: claiming a hundred due ones among a million costs what it costs among a thousand.

Counted on PostgreSQL by EXPLAIN (ANALYZE, BUFFERS) of the sweep's own statement, as the program's
role, behind the walls; then the timers really fire. Milliseconds are this machine's.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from engine.bpm.dialect.folder import read_folder
from engine.bpm.instances.models import Instance
from engine.bpm.timers.fire import fire_due_timers, next_due
from engine.core.db import make_engine
from engine.core.identity.actor import SYSTEM
from engine.core.memory import settle_memory
from engine.core.transaction import Database
from engine.core.walls import wall_key
from engine.migrations import upgrade
from tests.bench.meter import postgres
from tests.engine.bpm.use_cases.drawing import (
    RELANCE,
)
from tests.house import House, furnish, read_people

FEW, MANY, DUE = 1_000, 1_000_000, 100
MAX_RATIO, MAX_IDLE_BLOCKS = 2.0, 4
NOW = datetime(2026, 9, 7, 7, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
OWN = {"id": "gen_random_uuid()", "reference": "'copie'"}
COLUMNS = [column.name for column in Instance.__table__.columns]
FILL = f"""
WITH one AS (SELECT * FROM instance LIMIT 1),
copies AS (
    INSERT INTO instance ({", ".join(COLUMNS)})
    SELECT {", ".join(OWN.get(name, name) for name in COLUMNS)}
    FROM one, generate_series(1, :cases)
    RETURNING id, circle_id
)
INSERT INTO timer (instance_id, key, circle_id, element, due_at, wake_at)
SELECT c.id, 'copie/' || n, c.circle_id, 'copie', due, due
FROM copies c, generate_series(1, :each) n, LATERAL (
    SELECT timestamptz '2026-09-12 08:00+02' + random() * n * interval '110 days' AS due) d
"""


@dataclass(frozen=True)
class Sweep:
    """What sweeping cost, among so many pending timers."""

    pending: int
    blocks: int
    """Read to claim a hundred, one claim after another."""
    rows: int
    """Of the timer table looked at to claim a hundred."""
    idle: dict[str, Any]
    """The part of the plan that looks for a timer, when none is due."""
    milliseconds: float


def bench() -> bool:
    """Print what a claim reads; whether a million costs no more than a thousand."""
    sweeps = [sweep(count) for count in (FEW, MANY)]
    print(f"{'échéances en attente':<24}{'blocs lus':>12}{'lignes':>9}{'à vide':>30}{'CPU ms':>9}")
    for one in sweeps:
        empty = f"{one.idle['Node Type']}, {blocks_of(one.idle)} blocs"
        spent = f"{one.milliseconds:>9.1f}"
        print(f"{one.pending:<24,}{one.blocks:>12}{one.rows:>9}{empty:>30}{spent}")
    few, many = sweeps
    ratio = many.blocks / few.blocks
    print(f"\n{DUE} échues prises : rapport {ratio:.2f} (promis {MAX_RATIO})")
    return ratio <= MAX_RATIO and all(is_index_alone(one.idle) for one in sweeps)


def sweep(pending: int) -> Sweep:
    """A house with that many timers, a hundred of them due on real cases, swept."""
    with postgres() as url:
        settle_memory()
        house = settle(url)
        fill(house, url, pending - DUE)
        idle = next(index_parts(explain(house.database, NOW)))
        blocks = rows = 0
        spent = 0.0
        for _ in range(DUE):
            plan = explain(house.database, LATER)
            blocks += blocks_of(plan)
            rows += sum(looked_at(part) for part in index_parts(plan))
            began = time.process_time()
            assert fire_due_timers(house.database, at=LATER, batch=1) == 1
            spent += time.process_time() - began
        assert fire_due_timers(house.database, at=LATER) == 0
        house.database.dispose()
    return Sweep(pending, blocks, rows, idle, spent * 1_000 / DUE)


def settle(url: str) -> House:
    """A hundred cases, each with a timer of two days."""
    upgrade(url)
    house = House(url, read_people(furnish(url)), read_folder())
    upgrade(url, wall_key(house.database.keys))
    house.publish(*RELANCE)
    house.at = NOW
    for _ in range(DUE):
        house.start("relance")
    return house


def fill(house: House, url: str, count: int, each: int = 10) -> None:
    """Cases that are only rows, with ten timers each, due from next week to three years on."""
    with house.system() as tx:
        tx.session.execute(text(FILL), {"cases": count // each, "each": each})
    owner = make_engine(url)  # the program's role may not; on a server, autovacuum does
    with owner.begin() as connection:
        connection.execute(text("ANALYZE timer, instance"))
    owner.dispose()


def explain(database: Database, now: datetime) -> dict[str, Any]:
    """The plan of one claim, as it went; the claim itself is undone."""
    compiled = next_due(now, set()).compile(
        dialect=database.engine.dialect, compile_kwargs={"render_postcompile": True}
    )
    with database.transaction(SYSTEM, at=now) as tx, tx.attempt():
        statement = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {compiled}"
        told = tx.session.connection().exec_driver_sql(statement, dict(compiled.params))
        plan: dict[str, Any] = told.scalar_one()[0]["Plan"]
    return plan


def index_parts(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a plan that read the timers, however they do."""
    if plan.get("Relation Name") == "timer":
        yield plan
    for part in plan.get("Plans", ()):
        yield from index_parts(part)


def looked_at(part: dict[str, Any]) -> int:
    removed = part.get("Rows Removed by Filter", 0)
    return int((part["Actual Rows"] + removed) * part["Actual Loops"])


def blocks_of(part: dict[str, Any]) -> int:
    return int(part["Shared Hit Blocks"] + part["Shared Read Blocks"])


def is_index_alone(part: dict[str, Any]) -> bool:
    """Whether it went down the index, found nothing, and opened no row."""
    found = looked_at(part)
    by_index = part.get("Index Name") == "ix_timer_wake_at"
    return by_index and found == 0 and blocks_of(part) <= MAX_IDLE_BLOCKS
