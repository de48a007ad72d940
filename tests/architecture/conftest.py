"""The application's addresses."""

from pathlib import Path

import pytest

from engine.core.config import Settings
from engine.core.crypto import Keyring, new_key
from engine.core.transaction import Database
from web.app import create_app


@pytest.fixture
def routes(tmp_path: Path) -> list[str]:
    """Every address that the application answers."""
    url = f"sqlite:///{tmp_path / 'vide.sqlite'}"
    settings = Settings(tmp_path, url, None, tmp_path / "keys.json", "127.0.0.1", 0, False)
    database = Database(url, Keyring({1: new_key()}))
    try:
        return [rule.rule for rule in create_app(settings, database).url_map.iter_rules()]
    finally:
        database.dispose()
