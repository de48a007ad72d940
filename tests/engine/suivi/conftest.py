"""The house on PostgreSQL, and a few households played once for all who look at them."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.bpm.dialect.folder import SHIPPED, Folder
from engine.bpm.instances.answers import open_answers
from engine.bpm.instances.models import Answer, Instance, Step
from engine.bpm.tasks.models import Task
from engine.core.calendar import paris_day
from engine.core.crypto import Keyring, new_key
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.migrations import upgrade
from engine.suivi.dossiers.models import Dossier
from engine.suivi.programme.households import make_households
from engine.suivi.programme.motion import Motion
from engine.suivi.programme.prepare import fill
from engine.suivi.programme.stories import STORIES
from tests.house import House

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = paris_day(NOW)
TOLD = ("bail_direct", "refus", "attente", "danger", "deux_volets", "surendettement", "hors_delai")


@pytest.fixture
def house(postgres_house: House) -> House:
    """A furnished house, on what an installation runs on.

    The tests of the pages, the walks and the journeys take the same use cases to SQLite.
    """
    return postgres_house


@dataclass
class Played:
    """A database where households of these stories were played, and how it went."""

    database: Database
    motion: Motion

    def rows(self, model: Any, *conditions: Any) -> list[Any]:
        with self.database.transaction(SYSTEM, read_only=True) as tx:
            return list(tx.session.scalars(select(model).where(*conditions)))

    def case(self, story: str) -> Any:
        """The instance of the first household of that story."""
        cases = self.motion.followed.items()
        return next(case for case, f in cases if f.household.story.name == story)

    def dossier(self, story: str) -> Dossier:
        (instance,) = self.rows(Instance, Instance.id == self.case(story))
        (dossier,) = self.rows(Dossier, Dossier.reference == instance.reference)
        assert isinstance(dossier, Dossier)
        return dossier

    def open_tasks(self, story: str) -> set[str]:
        wanted = (Task.instance_id == self.case(story), Task.closed_at.is_(None))
        return {task.element for task in self.rows(Task, *wanted)}

    def answers(self, story: str) -> Mapping[str, Any]:
        """Everything that was answered for a household, the last of each key."""
        found: dict[str, Any] = {}
        wanted = select(Answer).where(Answer.instance_id == self.case(story)).order_by(Answer.at)
        with self.database.transaction(SYSTEM, read_only=True) as tx:
            for answer in tx.session.scalars(wanted):
                found |= open_answers(tx, answer)
        return found

    def journal(self) -> list[tuple[Any, ...]]:
        """What happened, without the ids, which chance gives."""
        references = {row.id: row.reference for row in self.rows(Instance)}
        people = {person: login for login, person in self.motion.people.items()}
        steps = [
            (references[s.instance_id], s.left_at, s.element, s.outcome, people.get(s.actor_id))
            for s in self.rows(Step)
        ]
        with self.database.transaction(SYSTEM, read_only=True) as tx:
            given = [
                (references[a.instance_id], a.at, a.element, str(open_answers(tx, a)), "")
                for a in tx.session.scalars(select(Answer))
            ]
        return sorted([*steps, *given], key=str)


def play(place: Path, folder: Folder, stories: tuple[str, ...], seed: int = 1) -> Played:
    """Households of these stories on a database of their own."""
    url = f"sqlite:///{place / 'programme.sqlite'}"
    upgrade(url)
    database = Database(url, Keyring({1: new_key()}, {1: new_key()}))
    chosen = [next(s for s in STORIES if s.name == name) for name in stories]
    households = make_households(chosen, 36, seed, TODAY)
    return Played(database, fill(database, folder, households, "essai", NOW, lambda *_: None))


@pytest.fixture(scope="session")
def played(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """One household of each of some stories, to be read: who changes something plays its own."""
    done = play(tmp_path_factory.mktemp("programme"), folder, TOLD)
    yield done
    done.database.dispose()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of `processes/` to change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "processes"))
