"""The house, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from engine.bpm.dialect.folder import Folder, read_folder
from engine.migrations import upgrade
from tests import house as houses
from tests import servers
from tests.house import House

NUMBERS = count(1)


@pytest.fixture(scope="session")
def folder() -> Folder:
    """What `processes/` holds."""
    return read_folder()


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest) -> House:
    """A furnished house that nobody else uses."""
    house: House = request.getfixturevalue(f"{request.param}_house")
    return house


@pytest.fixture
def sqlite_house(run: Path, tmp_path: Path, folder: Folder) -> Iterator[House]:
    template = run / "house.sqlite"

    def build() -> str:
        upgrade(f"sqlite:///{template}")
        return houses.furnish(f"sqlite:///{template}")

    people = houses.read_people(servers.once(run, "house-sqlite", build))
    house = House(houses.copy_sqlite(template, tmp_path), people, folder)
    yield house
    house.database.dispose()


@pytest.fixture
def postgres_house(run: Path, worker_id: str, pg_url: str, folder: Folder) -> Iterator[House]:
    template, name = f"{run.name}-house", f"{run.name}-{worker_id}-{next(NUMBERS)}"

    def build() -> str:
        return houses.furnish(houses.copy_postgres(pg_url, run.name, template))

    people = houses.read_people(servers.once(run, "house-postgres", build))
    house = House(houses.copy_postgres(pg_url, template, name), people, folder)
    yield house
    house.database.dispose()
    houses.drop_postgres(pg_url, name)
