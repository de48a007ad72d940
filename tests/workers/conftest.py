"""A house for the workers, and what `palier` needs to run beside the tests."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.core.crypto import add_key, load_keyring
from tests.engine.conftest import folder, postgres_house, postgres_place
from tests.house import House
from tests.servers import free_port

__all__ = ["folder", "postgres_house", "postgres_place"]


@pytest.fixture
def surroundings(tmp_path: Path) -> Mapping[str, str]:
    """The environment of a program with everything of its own."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("PALIER_")}
    return ours | {"PALIER_VAR": str(tmp_path / "var"), "PALIER_PORT": str(free_port())}


@pytest.fixture
def here(surroundings: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """These surroundings are this process's own, and its folder is there."""
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    Path(surroundings["PALIER_VAR"]).mkdir()


@pytest.fixture
def outside(
    postgres_house: House, surroundings: Mapping[str, str], redis_url: str
) -> Mapping[str, str]:
    """The environment of a worker on the house's PostgreSQL, with the house's key."""
    house = postgres_house
    keys_file = Path(surroundings["PALIER_VAR"]) / "keys.json"
    keys_file.parent.mkdir()
    add_key(keys_file)
    house.database.keys = load_keyring(keys_file)
    places = {"PALIER_DATABASE_URL": house.url, "PALIER_REDIS_URL": redis_url}
    return {**surroundings, **places, "PALIER_KEYS_FILE": str(keys_file)}
