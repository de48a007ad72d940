"""`make bench`: what a completion costs, counted at the driver, on PostgreSQL.

The published accès path runs with everything armed: access, answers, audit and outbox
included. Ratios and counts are promises; milliseconds are this machine's.
"""

import gc
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import psycopg

from engine.bpm.dialect.folder import read_folder
from engine.bpm.instances.models import Instance
from engine.bpm.tasks.complete import complete_task
from engine.core.crypto import Keyring, new_key
from engine.core.transaction import Database
from engine.migrations import upgrade
from engine.suivi.scenarios.play import play_steps, start_case
from engine.suivi.scenarios.read import Scenario, read_scenario
from engine.suivi.scenarios.run import settle_stage
from engine.suivi.scenarios.stage import Stage
from tests import servers

RUNS, TURNS = 3, 500
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


def main() -> int:
    """Print the tables; 1 when a promise is not kept."""
    folder = read_folder()
    scenario = read_scenario(folder.path / "scenarios" / "acces_bail_direct.yaml")
    with postgres() as url:
        upgrade(url)
        database = Database(url, Keyring({1: new_key()}))
        stage = settle_stage(database, folder)
        measured = MeasuredStage(database, folder, stage.players)
        measured.meter.watch()
        kept = whole_path(measured, scenario)
        for run in range(1, RUNS + 1):
            kept &= follow_up(measured, scenario, run)
        database.dispose()
    print("promesses tenues" if kept else "PROMESSE NON TENUE")
    return 0 if kept else 1


def whole_path(stage: MeasuredStage, scenario: Scenario) -> bool:
    """One household from repérage to clôture, once to warm up, once measured."""
    for _ in range(2):
        stage.meter.samples.clear()
        start_case(stage, scenario)
        play_steps(stage, scenario)
    print(f"{'étape réalisée':<28}{'requêtes':>9}{'commits':>9}{'CPU ms':>9}")
    for name, statements, commits, spent in stage.meter.samples:
        print(f"{name:<28}{statements:>9}{commits:>9}{spent:>9.2f}")
    worst = max(sample[1] for sample in stage.meter.samples)
    commits = max(sample[2] for sample in stage.meter.samples)
    cpu = statistics.median(sample[3] for sample in stage.meter.samples)
    print(
        f"\nau plus {worst} requêtes (promis {MAX_STATEMENTS}), {commits} commit, "
        f"CPU médian {cpu:.2f} ms (promis {MAX_CPU_MS})\n"
    )
    return worst <= MAX_STATEMENTS and commits <= MAX_COMMITS and cpu <= MAX_CPU_MS


def follow_up(stage: MeasuredStage, scenario: Scenario, run: int) -> bool:
    """Turns of « suivi mensuel »: the last as cheap as the first, the state as small."""
    verbs = [step for step in scenario.steps if step.verb != "verifier"]
    first = next(n for n, step in enumerate(verbs) if step.about == "suivi_mensuel")
    start_case(stage, scenario)
    play_steps(stage, Scenario(**{**vars(scenario), "steps": tuple(verbs[:first])}))
    stage.meter.samples.clear()
    sizes = []
    for _ in range(TURNS):
        day = stage.now.date().isoformat()
        answers = {**verbs[first].content, "date_suivi": day, "prochaine_etape": "CONTINUER"}
        gc.collect(0)
        stage.complete("suivi_mensuel", answers)
        sizes.append(state_bytes(stage))
        due = stage.timers()["mois_suivant"]
        stage.advance_to(due + timedelta(hours=1))
    spent = [sample[3] for sample in stage.meter.samples]
    early, late = statistics.median(spent[10:60]), statistics.median(spent[450:500])
    flat = sizes[-1] <= sizes[60]
    print(
        f"suivi, série {run} : tours 11–60 {early:.2f} ms, tours 451–500 {late:.2f} ms, "
        f"rapport {late / early:.2f} (promis {MAX_RATIO}) ; "
        f"{max(s[1] for s in stage.meter.samples)} requêtes ; "
        f"état {sizes[10]} puis {sizes[-1]} octets"
    )
    return late <= MAX_RATIO * early and flat


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


if __name__ == "__main__":
    sys.exit(main())
