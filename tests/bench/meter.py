"""What psycopg is asked for, and a PostgreSQL of our own to ask."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from engine.bpm.tasks.complete import complete_task
from engine.suivi.scenarios.stage import Stage
from tests import servers


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
