"""What deploy/ starts exists, and its three ways say the same. Docker itself is not tried here."""

import re
import shlex
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.source import ROOT
from workers.cli import main

DEPLOY = ROOT / "deploy"
PROCESSES = {"web", "worker", "beat"}
SECRET = re.compile(
    r"(?i)(://[^/\s@:]+:[^/\s@{$]+@)|((password|mot_de_passe|secret)\s*[:=]\s*[^\s${?])"
)


def procfile() -> dict[str, list[str]]:
    lines = (line.split(":", 1) for line in (DEPLOY / "Procfile").read_text().splitlines())
    return {name: shlex.split(command) for name, command in lines}


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"])


def units() -> dict[str, dict[str, list[str]]]:
    """Each unit's settings; one that is repeated has several values."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in (DEPLOY / "systemd").iterdir():
        settings = found.setdefault(path.name, {})
        for line in path.read_text().splitlines():
            if "=" in line and not line.startswith("#"):
                name, value = line.split("=", 1)
                settings.setdefault(name, []).append(value)
    return found


def unit_commands() -> dict[str, list[str]]:
    return {
        name.removeprefix("palier-").partition(".")[0].rstrip("@"): shlex.split(
            unit["ExecStart"][0].removeprefix("/opt/palier/bin/")
        )
        for name, unit in units().items()
        if "ExecStart" in unit
    }


def test_the_three_ways_start_the_same_processes() -> None:
    by_procfile = procfile()
    by_procfile["migrate"] = by_procfile.pop("release")
    by_compose = {
        n: s["command"] for n, s in compose().items() if s.get("command", [""])[0] == "palier"
    }
    assert by_procfile == by_compose == unit_commands()
    assert by_procfile.keys() == PROCESSES | {"migrate"}


@pytest.mark.parametrize("command", procfile().values(), ids=" ".join)
def test_every_command_exists(command: list[str]) -> None:
    program, name, *options = command
    assert program == "palier"
    known = {option for p in main.commands[name].params for option in p.opts}
    assert {word for word in options if word.startswith("-")} <= known


def test_the_target_starts_each_process_and_no_other() -> None:
    (wanted,) = units()["palier.target"]["Wants"]
    started = {re.sub(r"@\d+", "@", name) for name in wanted.split()}
    assert started == {f"palier-{n}.service" for n in ("web", "worker@", "beat")}


def test_every_process_comes_back_and_may_end_what_it_does() -> None:
    for name, unit in units().items():
        if unit.get("Type") == ["exec"]:
            assert (unit["Restart"], unit["StartLimitIntervalSec"]) == (["always"], ["0"]), name
            assert unit["KillMode"] == ["mixed"], name  # only the leader is asked to stop
    for name in PROCESSES:
        assert compose()[name]["restart"] == "always"


def test_migrations_alone_know_the_owner_and_come_first() -> None:
    knowing = {
        n for n, u in units().items() if any("migrate" in f for f in u.get("EnvironmentFile", []))
    }
    assert knowing == {"palier-migrate.service"}
    owners = {n for n, s in compose().items() if "migrate.env" in str(s.get("env_file"))}
    assert owners == {"migrate"}
    for name in PROCESSES:
        assert compose()[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"}
        }
    assert "PALIER_OWNER_URL" not in (DEPLOY / "palier.env.exemple").read_text()


def test_the_settings_are_those_that_the_program_reads() -> None:
    told = "".join((DEPLOY / f"{name}.env.exemple").read_text() for name in ("palier", "migrate"))
    config = (ROOT / "engine/core/config.py").read_text()
    named = set(re.findall(r"^(PALIER_\w+)=", told, re.MULTILINE))
    assert {name for name in named if f'"{name}"' not in config} == set()


@pytest.mark.parametrize("path", sorted(p for p in DEPLOY.rglob("*") if p.is_file()), ids=str)
def test_no_file_holds_a_secret(path: Path) -> None:
    assert SECRET.findall(path.read_text()) == []


WITHOUT = """
import sys
from importlib.abc import MetaPathFinder

absent = set(sys.argv[1:])

class Absent(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in absent:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
from kombu import Connection
import web.app, workers.app, workers.cli
workers.app.app.loader.import_default_modules()
Connection("redis://127.0.0.1:1").transport
"""


def test_what_servers_install_is_enough_to_start() -> None:
    """kombu's Redis transport once asked for a package that only the tests' tools brought."""
    installed = names("requirements-dev.txt") - names("requirements.txt") - {"palier"}
    absent = [
        module
        for module, owners in packages_distributions().items()
        if installed.issuperset(canonical(owner) for owner in owners)
    ]
    assert "pytest" in absent
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *absent], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def names(file: str) -> set[str]:
    """The distributions that a lock file names."""
    return set(re.findall(r"(?m)^([\w.-]+)==", (ROOT / file).read_text()))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
