"""A victim's file and an ordinary one, with names planted in everything that can hold one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bpm.dialect.folder import Folder
from engine.core.crypto import Keyring, new_key
from engine.migrations import upgrade
from tests import house as houses
from tests import servers
from tests.engine.conftest import folder, house, postgres_house, postgres_place, sqlite_house
from tests.house import House
from tests.walls.planted import Planted, plant
from tests.walls.visits import Visits
from tests.web.office import Office, open_office

__all__ = ["folder", "house", "postgres_house", "postgres_place", "sqlite_house"]


@pytest.fixture
def planted(sqlite_house: House) -> Planted:
    """On SQLite."""
    return plant(sqlite_house)


@pytest.fixture
def walled(postgres_house: House) -> Planted:
    """On PostgreSQL, behind its walls."""
    return plant(postgres_house)


@pytest.fixture
def each_planted(house: House) -> Planted:
    """On both."""
    return plant(house)


@pytest.fixture
def office(planted: Planted, tmp_path: Path) -> Office:
    """The doors of the planted house."""
    return open_office(planted.house, tmp_path)


@pytest.fixture
def each_office(each_planted: Planted, tmp_path: Path) -> Office:
    return open_office(each_planted.house, tmp_path)


@pytest.fixture(scope="session")
def visits(run: Path, folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    """Doors at which everybody may ask everything: what they do is undone at once."""
    template, place = run / "house.sqlite", tmp_path_factory.mktemp("visites")

    def build() -> str:
        upgrade(f"sqlite:///{template}")
        return houses.furnish(f"sqlite:///{template}")

    people = houses.read_people(servers.once(run, "house-sqlite", build))
    house = House(houses.copy_sqlite(template, place), people, folder)
    planted = plant(house, is_told=True)
    yield Visits(planted, open_office(house, place).app)
    house.database.dispose()


@pytest.fixture
def house_keys() -> Keyring:
    return Keyring({1: new_key()})
