"""The house, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from engine.bpm.dialect.folder import Folder, read_folder
from engine.migrations import upgrade
from tests import house as houses
from tests import servers
from tests.house import House


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


@pytest.fixture(scope="session")
def postgres_place(run: Path, pg_url: str) -> tuple[str, str]:
    """A furnished PostgreSQL database of these tests alone, and its people."""
    template = f"{run.name}-house"

    def build() -> str:
        url = houses.copy_postgres(pg_url, run.name, template)
        people = houses.furnish(url)
        houses.keep_furniture(url)
        return people

    people = servers.once(run, "house-postgres", build)
    return houses.copy_postgres(pg_url, template, f"{template}-{uuid4().hex[:8]}"), people


@pytest.fixture
def postgres_house(postgres_place: tuple[str, str], folder: Folder) -> Iterator[House]:
    url, people = postgres_place
    houses.put_back(url)
    house = House(url, houses.read_people(people), folder)
    yield house
    house.database.dispose()
