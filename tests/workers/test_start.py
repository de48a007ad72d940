"""`palier web`, `worker` and `beat` say in words what no waiting will bring."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner, Result

from engine.core.config import settings
from engine.core.crypto import add_key
from engine.migrations import upgrade
from tests.architecture.source import ROOT
from workers.cli import main
from workers.ready import missing_database, missing_server, place_of


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


@pytest.mark.usefixtures("here")
def test_a_database_of_another_version_is_told_from_one_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert missing_server(settings()) == "La base attend une migration : lancez « palier migrate »."
    away = "postgresql://palier:tres-secret@127.0.0.1:9/palier"
    monkeypatch.setenv("PALIER_DATABASE_URL", away)
    assert missing_server(settings()) == "La base de données ne répond pas (127.0.0.1:9)."


@pytest.mark.usefixtures("here")
def test_redis_is_quoted_when_it_refuses(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = redis_url.replace("redis://", "redis://autre:tres-secret@")
    monkeypatch.setenv("PALIER_REDIS_URL", stranger)
    upgrade(settings().database_url)
    told = missing_server(settings())
    assert told.startswith("Redis ne répond pas (127.0.0.1:") and "il dit" in told
    assert "username-password" in told and "secret" not in told


def test_a_database_that_has_no_encoding_is_told_how_to_make_another(pg_url: str) -> None:
    name = f"palier-{uuid4().hex[:8]}"
    with psycopg.connect(pg_url, autocommit=True) as admin:
        ascii_only = "encoding 'SQL_ASCII' locale_provider 'libc' lc_collate 'C' lc_ctype 'C'"
        admin.execute(f'create database "{name}" template template0 {ascii_only}'.encode())
        told = missing_database(f"{pg_url.rsplit('/', 1)[0]}/{name}", is_migrated=False)
        admin.execute(f'drop database "{name}"'.encode())
    assert told.startswith("La base est en SQL_ASCII : il la faut en UTF8")


def test_a_migration_waits_for_a_server_that_is_not_up_yet(
    surroundings: Mapping[str, str], tmp_path: Path
) -> None:
    """As compose starts them: PostgreSQL answers some seconds later."""
    add_key(tmp_path / "keys.json")
    away = {
        "PALIER_OWNER_URL": "postgresql://palier_owner:tres-secret@127.0.0.1:9/palier",
        "PALIER_KEYS_FILE": str(tmp_path / "keys.json"),
    }
    command = [sys.executable, "-m", "workers", "migrate"]
    with subprocess.Popen(
        command, env={**surroundings, **away}, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        assert process.poll() is None
        process.kill()
    assert told.startswith("La base de données ne répond pas (127.0.0.1:9). Nouvel essai")


def test_an_address_is_told_without_its_password() -> None:
    assert place_of("redis://moi:tres-secret@redis.interne:6379/0") == "redis.interne:6379"
