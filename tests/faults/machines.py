"""Servers that a test stops, kills and starts again, where the run's own stay up."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

import psycopg
import redis
from aiosmtpd.controller import Controller

from tests import servers

DURABLE = [*servers.POSTGRES, "--synchronous_commit=on"]
"""What was committed outlives a killed server; a lost machine is another matter (fsync)."""


class Postgres:
    """A cluster of its own, on a port that it keeps."""

    def __init__(self, home: Path, host: str = "127.0.0.1") -> None:
        home.mkdir(mode=0o755)
        self.home, self.host, self.port = home, host, servers.free_port()
        self.account = servers.unprivileged_account(home)
        self.programs = servers.reachable(servers.postgres_programs(), home, self.account)
        place = f"--pgdata={home / 'data'}"
        command: list[str | Path] = [self.programs / "initdb", *servers.INITDB, place]
        servers.run(*command, cwd=home, account=self.account)
        with (home / "data/pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.0.0.0/8 trust\n")
        self.url = f"postgresql://palier@{host}:{self.port}/postgres"
        self.start()

    def start(self) -> None:
        options = [*DURABLE, f"--port={self.port}", f"--unix_socket_directories={self.home}"]
        if self.host != "127.0.0.1":
            options.append(f"--listen_addresses=127.0.0.1,{self.host}")
        command = [str(self.programs / "postgres"), "-D", str(self.home / "data"), *options]
        log = (self.home / "log").open("a")
        self.server = subprocess.Popen(
            command, cwd=self.home, env=servers.ENVIRONMENT,
            stdout=log, stderr=log, **self.account,
        )  # fmt: skip
        log.close()
        near = f"postgresql://palier@127.0.0.1:{self.port}/postgres"
        servers.wait_until_ready(
            self.server, lambda: psycopg.connect(near, connect_timeout=2).close()
        )

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends every connection at once; SIGQUIT leaves a crash to recover from."""
        self.server.send_signal(how)
        self.server.wait()


class Valkey:
    """A broker that keeps its port, and nothing else."""

    def __init__(self, home: Path, host: str = "127.0.0.1") -> None:
        home.mkdir()
        self.home, self.host, self.port = home, host, servers.free_port()
        self.url = f"redis://{host}:{self.port}/0"
        self.start()

    def start(self) -> None:
        hosts = sorted({"127.0.0.1", self.host})
        options = ["--port", str(self.port), "--bind", *hosts, "--save", "", "--protected-mode"]
        command = [servers.valkey_program(), *options, "no", "--logfile", str(self.home / "log")]
        self.server = subprocess.Popen(command, cwd=self.home)
        with self.client() as client:
            servers.wait_until_ready(self.server, client.ping)

    def stop(self) -> None:
        self.server.kill()
        self.server.wait()

    def client(self) -> "redis.Redis":
        return redis.Redis.from_url(f"redis://127.0.0.1:{self.port}/0")


class Sink:
    """A real SMTP server, which counts what it accepted by Message-ID."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.received: Counter[str] = Counter()
        self.controller = Controller(self, hostname=host, port=servers.free_port())
        self.place = f"{host}:{self.controller.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        told = message_from_bytes(envelope.content)["Message-ID"]
        self.received[told.strip("<>").partition("@")[0]] += 1
        return "250 OK"


@contextmanager
def sink(host: str = "127.0.0.1") -> Iterator[Sink]:
    """The server, while the block runs."""
    opened = Sink(host)
    opened.controller.start()
    try:
        yield opened
    finally:
        opened.controller.stop()


def program(*words: str) -> list[str]:
    """The command of one process of the program."""
    return [sys.executable, "-m", "tests.faults.program", *words]
