"""A house to test in: people of every group, what `processes/` holds published, a moved clock.

The same tests run on SQLite and on PostgreSQL. Each test has a database of its own, copied from
a template that the run builds once.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from sqlalchemy import event, select

from engine.bpm.diagrams.publish import publish
from engine.bpm.dialect.folder import Folder, read_folder
from engine.bpm.dialect.sources import Source, read_sources
from engine.bpm.instances.models import Instance
from engine.bpm.instances.start import start_instance
from engine.bpm.messages.models import Notice
from engine.bpm.messages.notices import HANDLERS, NEW_TASK
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.models import Task
from engine.bpm.timers.fire import fire_due_timers
from engine.core.access import open_circle
from engine.core.crypto import Keyring, new_key
from engine.core.identity.accounts import open_account
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import relay
from engine.core.transaction import Database, Transaction
from engine.migrations.metadata import metadata
from engine.suivi.aside import do_not_wait
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.dossiers.open import CERCLE, open_dossier
from engine.suivi.setup import open_people, publish_folder, settle_groups

MONDAY = datetime(2026, 9, 7, 7, tzinfo=UTC)
"""A Monday, 9 o'clock in Paris."""
DAY = timedelta(days=1)
REPERAGE = {
    "origine": "CHRS",
    "volet": "ACCES",
    "motifs": ["SORTIE_HEBERGEMENT"],
    "date_reperage": "2026-09-07",
}
RELEASES: dict[UUID, Any] = {}
"""Compiled releases never change, so the houses of one process share them."""
PARTAGE = {
    "accord_partage": "OUI",
    "date_information": "2026-09-07",
    "mode_information": "ENTRETIEN",
}


@dataclass
class House:
    """A database, the people who work in it (group: person), and the time it is there."""

    url: str
    people: Mapping[str, UUID]
    folder: Folder
    key: bytes = field(default_factory=new_key)
    apart_key: bytes = field(default_factory=new_key)
    """The violences volet's own."""
    at: datetime = MONDAY

    def __post_init__(self) -> None:
        self.database = Database(self.url, Keyring({1: self.key}, {1: self.apart_key}))
        self.database.transaction_memory["releases"] = RELEASES
        if self.is_sqlite:
            event.listen(self.database.engine, "connect", do_not_wait)

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @contextmanager
    def acting(self, group: str = "MDL_TS") -> Iterator[Transaction]:
        """The transaction of a person of that group, now."""
        with self.database.transaction(self.people[group], at=self.at) as tx:
            yield tx

    @contextmanager
    def system(self) -> Iterator[Transaction]:
        """The transaction of the system, now."""
        with self.database.transaction(SYSTEM, at=self.at) as tx:
            yield tx

    def rows(self, model: Any, *conditions: Any) -> list[Any]:
        """Every row of a table, read apart."""
        with self.database.transaction(SYSTEM, read_only=True, at=self.at) as tx:
            return list(tx.session.scalars(select(model).where(*conditions)))

    def row(self, model: Any, key: Any) -> Any:
        """One row by its key, read apart."""
        with self.database.transaction(SYSTEM, read_only=True, at=self.at) as tx:
            return tx.session.get_one(model, key)

    # What happens in the house.

    def hire(self, code: str, group: str = "MDL_TS") -> UUID:
        """One more person of a group, who then acts as ``code``."""
        with self.system() as tx:
            person = open_account(tx, code, code.capitalize(), "MDL", [group], "mot de passe").id
        self.people = {**self.people, code: person}
        return person

    def publish(self, *files: Source, group: str = "EDITEUR_PROCESSUS") -> list[UUID]:
        """Publish small files of a test, each diagram as a root; the ids of the new releases."""
        labels = {row["libelle"]: code for code, row in self.folder.groups.items()}
        sources = read_sources(list(files), labels, frozenset(self.folder.messages))
        with self.acting(group) as tx:
            done = publish(tx, files, sources, sorted(sources.processes), "Essai")
            return [release.id for release in done.releases] if done else []

    def start(self, root: str, answers: Mapping[str, Any] | None = None) -> UUID:
        """Start a case of ``root``, seen by the ordinary circle."""
        with self.acting() as tx:
            circle, reference = open_circle(tx, CERCLE), f"essai-{uuid4().hex[:8]}"
            return start_instance(tx, root, reference, circle, answers or {}).id

    def open_dossier(self, **answers: Any) -> UUID:
        """Open a dossier as MDL_TS; the id of its case."""
        with self.acting() as tx:
            dossier = open_dossier(tx, {**REPERAGE, **answers})
            tx.session.flush()
            link = select(DossierInstance.instance_id).where(
                DossierInstance.dossier_id == dossier.id
            )
            return tx.session.scalars(link).one()

    def do(self, case: UUID, element: str, answers: Mapping[str, Any] | None = None) -> Task:
        """Somebody of its group does the one open task of that element."""
        task = self.task(case, element)
        with self.acting(task.group_code) as tx:
            return complete_task(tx, task.id, answers or {})

    def time_passes(self, to: datetime) -> int:
        """Move the clock, fire what is due then, keep the promises; how many timers fired."""
        self.at = to
        fired = fire_due_timers(self.database, at=to)
        self.keep_promises()
        return fired

    def keep_promises(self) -> int:
        return relay(self.database, HANDLERS, at=self.at)

    # What can be seen of it.

    def task(self, case: UUID, element: str) -> Task:
        """The one open task of that element."""
        wanted = (Task.instance_id == case, Task.element == element, Task.closed_at.is_(None))
        (task,) = self.rows(Task, *wanted)
        assert isinstance(task, Task)
        return task

    def tasks(self, case: UUID) -> list[str]:
        """The elements of the open tasks, sorted."""
        wanted = self.rows(Task, Task.instance_id == case, Task.closed_at.is_(None))
        return sorted(task.element for task in wanted)

    def instance(self, case: UUID) -> Instance:
        found = self.row(Instance, case)
        assert isinstance(found, Instance)
        return found

    def dossier(self, case: UUID) -> Dossier:
        (found,) = self.rows(Dossier, Dossier.reference == self.instance(case).reference)
        assert isinstance(found, Dossier)
        return found

    def told(self, case: UUID) -> list[str]:
        """The templates of the notices about a case, without « tâche à faire », sorted."""
        wanted = (Notice.instance_id == case, Notice.template != NEW_TASK)
        return sorted(notice.template for notice in self.rows(Notice, *wanted))


# --- templates ---------------------------------------------------------------


def furnish(url: str) -> str:
    """Groups, people and diagrams in a migrated database; the people's ids by group, as JSON."""
    database, folder = Database(url, Keyring({1: new_key()})), read_folder()
    with database.transaction(SYSTEM, at=MONDAY - DAY) as tx:
        settle_groups(tx, folder)
        people = open_people(tx, folder)
        publish_folder(tx, folder, "Essai", roots=folder.sources.processes)
    database.dispose()
    return json.dumps({code: str(person) for code, person in people.items()})


def read_people(text: str) -> dict[str, UUID]:
    return {code: UUID(person) for code, person in json.loads(text).items()}


def copy_sqlite(template: Path, directory: Path) -> str:
    """A copy of a closed SQLite file."""
    shutil.copyfile(template, directory / "house.sqlite")
    return f"sqlite:///{directory / 'house.sqlite'}"


def copy_postgres(server: str, template: str, name: str) -> str:
    """A copy of a database that nobody is connected to; ``server`` is any other database."""
    create = sql.SQL("create database {} template {} strategy file_copy")
    _execute(server, create.format(sql.Identifier(name), sql.Identifier(template)))
    return f"{server.rsplit('/', 1)[0]}/{name}"


def keep_furniture(url: str) -> None:
    """Put a copy of every row aside, for `put_back`."""
    names = [table.name for table in metadata.sorted_tables]
    copies = "".join(f'create table kept."{name}" as table public."{name}";' for name in names)
    _execute(url, f"create schema kept; {copies}")


def put_back(url: str) -> None:
    """The rows put aside and no others, whatever a test has done: quicker than a new copy."""
    names = [table.name for table in metadata.sorted_tables]
    others = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
    _execute(
        url,
        f"{others} and datname = current_database();"
        "alter table audit_entry disable trigger user;"
        + "".join(f'delete from "{name}";' for name in reversed(names))
        + "".join(f'insert into "{name}" select * from kept."{name}";' for name in names)
        + "alter table audit_entry enable trigger user;",
    )


def _execute(server: str, statements: sql.Composed | str) -> None:
    query = statements if isinstance(statements, sql.Composed) else statements.encode()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(query)


def together(*acts: Any) -> Sequence[Any]:
    """Do several things at the same moment, each in a thread; what each gave or raised."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    barrier = Barrier(len(acts))

    def attempt(act: Any) -> Any:
        barrier.wait()
        try:
            return act()
        except Exception as error:  # the loser's refusal is what the test looks at
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(attempt, acts))
