"""An office to visit: the application on a house, mostly on SQLite, for speed."""

from pathlib import Path

import pytest

from tests.engine.conftest import folder, house, postgres_house, postgres_place, sqlite_house
from tests.house import House
from tests.web.office import Desk, Office, open_office

__all__ = ["folder", "house", "postgres_house", "postgres_place", "sqlite_house"]


@pytest.fixture
def office(sqlite_house: House, tmp_path: Path) -> Office:
    """An office of one's own."""
    return open_office(sqlite_house, tmp_path)


@pytest.fixture
def each_office(house: House, tmp_path: Path) -> Office:
    """An office on SQLite, and one on PostgreSQL, where the two could differ."""
    return open_office(house, tmp_path)


@pytest.fixture
def agnes(office: Office) -> Desk:
    """A social worker of the MDL."""
    return office.desk("MDL_TS")


@pytest.fixture
def landlord(office: Office) -> Desk:
    """The landlord's pilote."""
    return office.desk("XLH_PILOTE")
