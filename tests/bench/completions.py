"""What a completion costs, counted at the driver, on PostgreSQL.

The published accès path runs with everything armed: access, answers, audit and outbox
included. Ratios and counts are promises; milliseconds are this machine's.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from engine.bpm.dialect.folder import read_folder
from engine.bpm.instances.models import Instance
from engine.bpm.tasks.complete import complete_task
from engine.core.crypto import Keyring, new_key
from engine.core.memory import settle_memory
from engine.core.transaction import Database
from engine.migrations import upgrade
from engine.suivi.scenarios.play import play_steps, start_case
from engine.suivi.scenarios.read import Scenario, read_scenario
from engine.suivi.scenarios.run import settle_stage
from engine.suivi.scenarios.stage import Stage
from tests import servers

RUNS, PASSES = 3, 5
YOUNG, OLD, MEASURED = 10, 450, 50
MAX_STATEMENTS, MAX_COMMITS, MAX_CPU_MS, MAX_RATIO = 10, 1, 5.0, 1.1


@dataclass
class Meter:
    """Counts what psycopg is asked for: statements (each row of an executemany is one), commits."""

    statements: int = 0
    commits: int = 0
    samples: list[tuple[str, int, int, float]] = field(default_factory=list)

    def watch(self) -> None:
        meter, cursor, connection = self, psycopg.Cursor, psycopg.Connection
        execute, executemany, commit = cursor.execute, cursor.executemany, connection.commit

        def counted_execute(self: Any, *args: Any, **options: Any) -> Any:
            meter.statements += 1
            return execute(self, *args, **options)

        def counted_executemany(self: Any, query: Any, rows: Any, **options: Any) -> Any:
            meter.statements += len(rows)
            return executemany(self, query, rows, **options)

        def counted_commit(self: Any) -> None:
            meter.commits += 1
            commit(self)

        for owner, name, counted in (
            (cursor, "execute", counted_execute),
            (cursor, "executemany", counted_executemany),
            (connection, "commit", counted_commit),
        ):
            setattr(owner, name, counted)

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        self.statements = self.commits = 0
        began = time.process_time()
        yield
        spent = (time.process_time() - began) * 1_000
        self.samples.append((name, self.statements, self.commits, spent))


class MeasuredStage(Stage):
    """A stage that meters each completion, and nothing else."""

    meter = Meter()

    def complete(self, element: str, answers: Any) -> None:
        with self.looking() as tx:
            task = next(task for task in self._open(tx) if task.element == element)
        person = self.players[task.group_code]
        with (
            self.meter.measure(element),
            self.database.transaction(person, at=self.now) as tx,
        ):
            complete_task(tx, task.id, answers)
        self.keep_promises()


def bench() -> bool:
    """Print the tables; whether every promise is kept."""
    folder = read_folder()
    scenario = read_scenario(folder.path / "scenarios" / "acces_bail_direct.yaml")
    with postgres() as url:
        settle_memory()  # as the servers do
        upgrade(url)
        database = Database(url, Keyring({1: new_key()}))
        stage = settle_stage(database, folder)
        measured = MeasuredStage(database, folder, stage.players)
        measured.meter.watch()
        kept = whole_path(measured, scenario)
        for run in range(1, RUNS + 1):
            kept &= follow_up(measured, scenario, run)
        database.dispose()
    return kept


def whole_path(stage: MeasuredStage, scenario: Scenario) -> bool:
    """One household from repérage to clôture: once to warm up, then each step's median."""
    passes = []
    for _ in range(1 + PASSES):
        stage.meter.samples = []
        start_case(stage, scenario)
        play_steps(stage, scenario)
        passes.append(stage.meter.samples)
    steps = list(zip(*passes[1:], strict=True))
    worst = max(sample[1] for step in steps for sample in step)
    commits = max(sample[2] for step in steps for sample in step)
    spent = [statistics.median(sample[3] for sample in step) for step in steps]
    print(f"{'étape réalisée':<28}{'requêtes':>9}{'commits':>9}{'CPU ms':>9}")
    for step, milliseconds in zip(steps, spent, strict=True):
        name, statements, committed, _ = step[0]
        print(f"{name:<28}{statements:>9}{committed:>9}{milliseconds:>9.2f}")
    print(
        f"\nau plus {worst} requêtes (promis {MAX_STATEMENTS}), {commits} commit, CPU : médiane "
        f"{statistics.median(spent):.2f} ms, au plus {max(spent):.2f} ms (promis {MAX_CPU_MS})\n"
    )
    return bool(worst <= MAX_STATEMENTS and commits <= MAX_COMMITS and max(spent) <= MAX_CPU_MS)


def follow_up(stage: MeasuredStage, scenario: Scenario, run: int) -> bool:
    """Turns of « suivi mensuel »: the last as cheap as the first, the state as small.

    The early turns of a fresh case are measured in turn with the late turns of an old one, so
    that the machine's own changes of speed weigh on both alike.
    """
    old = begin_follow_up(stage, scenario)
    old_now = turns(stage, scenario, OLD)
    size = state_bytes(stage)
    fresh = begin_follow_up(stage, scenario)
    fresh_now = turns(stage, scenario, YOUNG)
    early: list[float] = []
    late: list[float] = []
    sizes: list[int] = []
    for _ in range(MEASURED):
        for case, spent in ((fresh, early), (old, late)):
            stage.instance_id = case
            stage.now = fresh_now if case is fresh else old_now
            stage.meter.samples = []
            moved = turns(stage, scenario, 1)
            fresh_now, old_now = (moved, old_now) if case is fresh else (fresh_now, moved)
            spent.append(stage.meter.samples[0][3])
        sizes.append(state_bytes(stage))
    young, aged = statistics.median(early), statistics.median(late)
    print(
        f"suivi, série {run} : tours 11–60 {young:.2f} ms, tours 451–500 {aged:.2f} ms, "
        f"rapport {aged / young:.2f} (promis {MAX_RATIO}) ; {stage.meter.samples[0][1]} requêtes ; "
        f"état {size} puis {sizes[-1]} octets"
    )
    return aged <= MAX_RATIO * young and sizes[-1] <= size


def begin_follow_up(stage: MeasuredStage, scenario: Scenario) -> UUID:
    """A case brought to its first « suivi mensuel »."""
    acts = [step for step in scenario.steps if step.verb != "verifier"]
    first = next(n for n, step in enumerate(acts) if step.about == "suivi_mensuel")
    start_case(stage, scenario)
    play_steps(stage, replace(scenario, steps=tuple(acts[:first])))
    return stage.instance_id


def turns(stage: MeasuredStage, scenario: Scenario, count: int) -> datetime:
    """So many months of follow-up; returns the instant reached."""
    told = next(s.content for s in scenario.steps if s.about == "suivi_mensuel")
    for _ in range(count):
        day = stage.now.date().isoformat()
        answers = {**told, "date_suivi": day, "prochaine_etape": "CONTINUER"}
        stage.complete("suivi_mensuel", answers)
        stage.advance_to(stage.timers()["mois_suivant"] + timedelta(hours=1))
    return stage.now


def state_bytes(stage: Stage) -> int:
    with stage.looking() as tx:
        return len(tx.session.get_one(Instance, stage.instance_id).state)


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own, from its wheel, with an empty database."""
    directory, lock = servers.open_run()
    try:
        url = servers.server_url(directory, "postgres")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("create database banc")
        yield url.rsplit("/", 1)[0] + "/banc"
    finally:
        servers.close_run(directory, lock)
