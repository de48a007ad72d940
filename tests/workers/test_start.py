"""`palier web`, `worker` and `beat` say in words what no waiting will bring."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workers.cli import main
from workers.ready import missing_server, place_of


def palier(env: Mapping[str, str], *words: str) -> Result:
    only = {name: value for name, value in env.items() if name.startswith("PALIER_")}
    return CliRunner().invoke(main, list(words), env=only)


@pytest.mark.parametrize("command", ["worker", "beat"])
def test_a_worker_without_a_broker_is_told_where_to_find_one(
    surroundings: Mapping[str, str], command: str
) -> None:
    said = palier(surroundings, command)
    assert said.exit_code == 1
    assert "PALIER_REDIS_URL manque" in said.output


@pytest.mark.parametrize("command", ["web", "worker", "beat", "migrate"])
def test_nothing_makes_keys_on_a_server_by_itself(
    surroundings: Mapping[str, str], command: str
) -> None:
    said = palier({**surroundings, "PALIER_REDIS_URL": "redis://127.0.0.1:9/0"}, command)
    assert said.exit_code == 1
    assert "Les clés manquent" in said.output
    assert not Path(surroundings["PALIER_VAR"]).exists()


def test_a_database_of_another_version_is_told_from_one_that_is_away(
    surroundings: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.core.config import settings

    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    Path(surroundings["PALIER_VAR"]).mkdir()
    assert missing_server(settings()) == "La base attend une migration : lancez « palier migrate »."
    away = "postgresql://palier:tres-secret@127.0.0.1:9/palier"
    monkeypatch.setenv("PALIER_DATABASE_URL", away)
    assert missing_server(settings()) == "La base de données ne répond pas (127.0.0.1:9)."


def test_an_address_is_told_without_its_password() -> None:
    assert place_of("redis://moi:tres-secret@redis.interne:6379/0") == "redis.interne:6379"
