"""`palier doctor`, on an installation as deploy/ makes it, and on what is wrong with others."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import redis

from engine.core import clock
from engine.core.config import PULSE
from engine.core.crypto import add_key
from tests.architecture.source import ROOT
from tests.house import House

PALIER = [sys.executable, "-m", "workers"]


def palier(env: Mapping[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*PALIER, *words], env=env, capture_output=True, text=True, cwd=ROOT)


@pytest.fixture
def installed(
    pg_url: str, redis_url: str, surroundings: Mapping[str, str]
) -> Iterator[Mapping[str, str]]:
    """A database whose owner creates no role, and a service account (deploy/postgres.sql)."""
    server, name = pg_url.rsplit("/", 1)[0], f"palier-{uuid4().hex[:8]}"
    place = server.partition("@")[2]
    with psycopg.connect(pg_url, autocommit=True) as admin:
        admin.execute("drop role if exists palier_owner, palier_web")
        admin.execute("create role palier_owner login")
        admin.execute(f'create database "{name}" owner palier_owner'.encode())
        admin.execute((ROOT / "deploy/postgres.sql").read_bytes())
    yield {
        **surroundings,
        "PALIER_DATABASE_URL": f"postgresql://palier_web@{place}/{name}",
        "PALIER_OWNER_URL": f"postgresql://palier_owner@{place}/{name}",
        "PALIER_REDIS_URL": redis_url,
        "PALIER_HTTPS": "1",
    }
    with psycopg.connect(pg_url, autocommit=True) as admin:
        admin.execute(f'drop database "{name}" with (force)'.encode())
        admin.execute("drop role palier_owner, palier_web")


def test_an_installation_as_it_should_be_is_sound(installed: Mapping[str, str]) -> None:
    assert "Les clés manquent" in palier(installed, "migrate").stderr
    assert palier(installed, "setup").returncode == 0
    early = palier(installed, "doctor")
    assert early.returncode == 1 and "La base attend une migration" in early.stdout
    migrated = palier(installed, "migrate")
    assert migrated.returncode == 0, migrated.stderr
    redis.Redis.from_url(installed["PALIER_REDIS_URL"]).set(PULSE, clock.now().isoformat())
    said = palier(installed, "doctor")
    assert said.returncode == 0, said.stdout + said.stderr
    assert "ÉCHEC" not in said.stdout
    assert "La cloison par lignes tient sur toutes les tables." in said.stdout
    # The only thing left: mail is not set here.
    assert said.stdout.count("À REVOIR") == 1
    daily = {k: v for k, v in installed.items() if k != "PALIER_OWNER_URL"}
    published = palier(daily, "publish", "--reason", "Première publication")
    assert published.stdout == "Publication n° 1.\n", published.stderr
    _wrong_key(installed)
    _open_table(installed)
    _as_owner(installed)


def _wrong_key(env: Mapping[str, str]) -> None:
    other = Path(env["PALIER_VAR"]) / "autres.json"
    add_key(other)
    said = palier({**env, "PALIER_KEYS_FILE": str(other)}, "doctor")
    assert said.returncode == 1
    assert "Ces clés ne sont pas celles de cette base" in said.stdout
    other.chmod(0o644)
    assert (
        "est lisible par d’autres comptes"
        in palier({**env, "PALIER_KEYS_FILE": str(other)}, "doctor").stdout
    )


def _open_table(env: Mapping[str, str]) -> None:
    with psycopg.connect(env["PALIER_OWNER_URL"], autocommit=True) as owner:
        owner.execute("alter table answer no force row level security")
    said = palier(env, "doctor")
    assert said.returncode == 1
    assert "La cloison par lignes manque (answer)" in said.stdout


def _as_owner(env: Mapping[str, str]) -> None:
    said = palier({**env, "PALIER_DATABASE_URL": env["PALIER_OWNER_URL"]}, "doctor")
    assert said.returncode == 1  # whose rights the program would give up, and may not
    assert "elle dit : permission denied to set role" in said.stdout


def test_the_embedded_mode_is_refused_for_real_use(surroundings: Mapping[str, str]) -> None:
    said = palier(surroundings, "doctor")
    assert said.returncode == 1
    assert "elle ne porte que des données d’essai" in said.stdout
    assert said.stderr == ""


def test_what_does_not_answer_is_told_without_its_password(
    postgres_house: House, outside: Mapping[str, str]
) -> None:
    nowhere = {
        "PALIER_DATABASE_URL": "postgresql://palier:tres-secret@127.0.0.1:9/palier",
        "PALIER_REDIS_URL": "redis://:tres-secret@127.0.0.1:9/0",
    }
    said = palier({**outside, **nowhere}, "doctor")
    assert said.returncode == 1
    assert "La base de données ne répond pas (127.0.0.1:9)" in said.stdout
    assert "Redis ne répond pas (127.0.0.1:9)" in said.stdout
    assert "secret" not in said.stdout + said.stderr
    assert "Traceback" not in said.stderr


def test_a_time_that_nobody_watches_is_told(
    postgres_house: House, outside: Mapping[str, str], redis_url: str
) -> None:
    redis.Redis.from_url(redis_url).delete(PULSE)
    assert "Aucun worker n’a regardé les échéances" in palier(outside, "doctor").stdout
