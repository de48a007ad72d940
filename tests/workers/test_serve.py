"""`palier serve`: one command that starts all, lets time pass, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import func, select, update

from engine.bpm.messages.models import Notice
from engine.bpm.timers.models import Timer
from engine.core.crypto import load_keyring
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.models import Job
from engine.core.outbox.promise import promise
from engine.core.transaction import Database
from tests.servers import free_port
from tests.workers.test_tasks import LONG_AGO, eventually

PALIER_SERVE = [str(Path(sys.executable).with_name("palier")), "serve"]
PARTS = ("web", "worker", "beat", "valkey-server")


@contextmanager
def served(env: Mapping[str, str], *options: str) -> Iterator[subprocess.Popen[str]]:
    """The program, once it has said that it answers."""
    command = [*PALIER_SERVE, *options]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Ctrl-C"):
                break
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def children(parent: int) -> set[int]:
    """The processes that a process has started, and those that they have."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it ended in the meantime
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            child = int(entry.parent.name)
            found |= {child} | children(child)
    return found


def are_gone(processes: set[int]) -> bool:
    """A process that nobody has buried yet is gone too."""
    states = (Path(f"/proc/{process}/stat") for process in processes)
    return not any(
        state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z" for state in states
    )


def health(env: Mapping[str, str]) -> dict[str, Any]:
    """What /sante says; nothing when nobody answers."""
    address = f"http://127.0.0.1:{env['PALIER_PORT']}/sante"
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return dict(json.load(response))
    except OSError:
        return {}


def answers(env: Mapping[str, str]) -> bool:
    """Whether pages and their database are there."""
    return health(env).get("base") == "répond"


def has_swept_since(env: Mapping[str, str], moment: float) -> bool:
    """Whether a worker, asked by beat through the broker, looked for due timers after that."""
    told = health(env)
    age = told.get("balayage")
    return told.get("etat") == "en marche" and age is not None and age + 1 < monotonic() - moment


def test_it_serves_lets_time_pass_and_stops_without_a_trace(
    surroundings: Mapping[str, str],
) -> None:
    with served(surroundings, "--demo") as process:
        assert answers(surroundings)
        started = children(process.pid)
        assert len(started) >= len(PARTS)
        database = open_database(surroundings)
        before = count_notices(database)
        with database.transaction(SYSTEM) as tx:
            timers = update(Timer).where(Timer.element == "seuil_m10")
            tx.session.execute(timers.values(due_at=LONG_AGO, wake_at=LONG_AGO))
        eventually(lambda: count_notices(database) > before)
        database.dispose()
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
        assert are_gone(started)
        assert not answers(surroundings)


def test_each_part_that_is_killed_is_started_again_and_all_go_with_the_program(
    surroundings: Mapping[str, str],
) -> None:
    with served(surroundings) as process:
        for part in PARTS:
            killed, moment = part_of(process.pid, part), monotonic()
            os.kill(killed, signal.SIGKILL)
            eventually(partial(are_gone, {killed}))
            eventually(partial(has_swept_since, surroundings, moment))
        started = children(process.pid)
        assert len(started) >= len(PARTS)
        process.kill()
        eventually(lambda: are_gone(started))
    assert not answers(surroundings)


def test_all_killed_at_once_it_starts_again_where_it_was(surroundings: Mapping[str, str]) -> None:
    with served(surroundings) as process:
        eventually(lambda: has_swept_since(surroundings, 0))
        database = open_database(surroundings)
        with database.transaction(SYSTEM) as tx:
            promise(tx, [("essai", {})], at=LONG_AGO)  # whose kind this program does not know
        before = left_behind(surroundings)
        for victim in {process.pid, *children(process.pid)}:
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        process.wait()
    moment = monotonic()
    with served(surroundings) as process:
        eventually(lambda: has_swept_since(surroundings, moment))
        with database.transaction(SYSTEM, read_only=True) as tx:
            (job,) = tx.session.scalars(select(Job)).all()
        assert job.done_at is None
        database.dispose()
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert left_behind(surroundings) == before


def test_the_same_data_are_served_once(surroundings: Mapping[str, str]) -> None:
    elsewhere = {**surroundings, "PALIER_PORT": str(free_port())}
    with served(surroundings):
        ended = subprocess.run(PALIER_SERVE, env=elsewhere, capture_output=True, text=True)
        assert answers(surroundings)
    assert ended.returncode == 1
    assert "Un autre Palier sert déjà les données de" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_that_is_taken_is_told(surroundings: Mapping[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(surroundings["PALIER_PORT"]))):
        ended = subprocess.run(PALIER_SERVE, env=surroundings, capture_output=True, text=True)
    port = surroundings["PALIER_PORT"]
    assert ended.returncode == 1
    assert f"Le port {port} est déjà pris : choisissez-en un autre par PALIER_PORT." in ended.stderr
    assert "Traceback" not in ended.stderr


def open_database(env: Mapping[str, str]) -> Database:
    """The database of the program, with its key."""
    var = Path(env["PALIER_VAR"])
    return Database(f"sqlite:///{var / 'palier.sqlite'}", load_keyring(var / "keys.json"))


def count_notices(database: Database) -> int:
    with database.transaction(SYSTEM, read_only=True) as tx:
        return tx.session.scalar(select(func.count()).select_from(Notice)) or 0


def part_of(parent: int, part: str) -> int:
    """The process of that part which the program itself has started."""
    words = {
        "web": b"\0-m\0web\0",
        "worker": b"\0workers\0worker\0",
        "beat": b"\0workers\0beat\0",
        "valkey-server": b"valkey-server",
    }
    (found,) = (p for p in children(parent) if words[part] in command_of(p))
    return found


def command_of(process: int) -> bytes:
    """The command line; a server may write over its own, its program is known by its file."""
    place = Path(f"/proc/{process}")
    return bytes(place.joinpath("exe").readlink()) + place.joinpath("cmdline").read_bytes()


def left_behind(env: Mapping[str, str]) -> set[str]:
    """The files of the program's folder: none of a process that is gone."""
    files = {path.name for path in Path(env["PALIER_VAR"]).iterdir()}
    return {name for name in files if not name.startswith("palier.sqlite-")}
