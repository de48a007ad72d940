"""Models and migrations agree, on both databases."""

from pathlib import Path

from engine.migrations import differences, upgrade


def test_models_and_migrations_agree_on_sqlite(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'schema.sqlite'}"
    upgrade(url)
    assert differences(url) == []


def test_models_and_migrations_agree_on_postgresql(pg_url: str) -> None:
    assert differences(pg_url) == []
