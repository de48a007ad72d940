"""Everything falls, again and again, while timers come due; in the end all has happened once."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from pathlib import Path

from engine.core.config import PULSE
from engine.core.errors import DatabaseSilent
from tests.faults.machines import Postgres, Sink, Valkey, program, sink
from tests.faults.program import LEASE, SINK
from tests.faults.story import Outcome, begin, come_due, is_over, outcome, settle
from tests.servers import free_port
from tests.workers.test_serve import children
from workers.serve import Supervisor

Blow = Callable[[], None]


@dataclass(frozen=True)
class Ordeal:
    """How much, and how long (seconds)."""

    timers: int
    over: float
    """The timers come due one after the other in that time."""
    kills: int
    redis_away: float
    workers: int = 2
    beats: int = 2
    webs: int = 2
    lease: float = 3.0
    """What a killed worker held is taken again after that; two minutes in the program."""
    patience: float = 120.0
    seed: int = 1
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Endured:
    """What became of it, and what was done to it."""

    outcome: Outcome
    killed: list[str]
    seconds: float


class Place:
    """The servers, the program's processes, and who starts those again that fall."""

    def __init__(self, folder: Path, ordeal: Ordeal, mail: Sink, host: str = "127.0.0.1") -> None:
        self.folder, self.ordeal, self.mail = folder, ordeal, mail
        self.postgres = Postgres(folder / "postgres", host)
        self.valkey = Valkey(folder / "valkey", host)
        self.house = settle(self.postgres.url, folder / "keys.json")
        self.supervisor = Supervisor(self.environment())
        self.watching = threading.Thread(target=self.supervisor.watch)
        self.random = random.Random(ordeal.seed)
        self.killed: list[str] = []

    def environment(self) -> Mapping[str, str]:
        ours = {key: value for key, value in os.environ.items() if not key.startswith("PALIER_")}
        return {
            **ours,
            "PALIER_VAR": str(self.folder / "var"),
            "PALIER_DATABASE_URL": self.postgres.url,
            "PALIER_REDIS_URL": self.valkey.url,
            "PALIER_KEYS_FILE": str(self.folder / "keys.json"),
            "PALIER_PORT": str(free_port()),
            SINK: self.mail.place,
            LEASE: str(self.ordeal.lease),
            **self.ordeal.extra,
        }

    def start(self) -> None:
        """All processes; returns once a worker has swept. Granians share their port."""
        ordeal = self.ordeal
        for part, count in (
            ("worker", ordeal.workers),
            ("beat", ordeal.beats),
            ("web", ordeal.webs),
        ):
            for number in range(count):
                self.supervisor.start(f"{part} {number}", program(part))
        self.watching.start()
        with self.valkey.client() as client:
            wait_until(lambda: client.get(PULSE) is not None, ordeal.patience)
        names = list(self.supervisor.running)
        self.random.shuffle(names)
        self.victims = cycle(names)

    def kill_one(self) -> None:
        """kill -9 of the next process that we started, or of one that it has started itself."""
        name = next(self.victims)
        leader = self.supervisor.running[name].pid
        victim = self.random.choice(sorted({leader, *children(leader)}))
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
            self.killed.append(name if victim == leader else f"{name} (enfant)")

    def restart_postgres(self) -> None:
        """As its administrator does, then as a crash does."""
        for how in (signal.SIGINT, signal.SIGQUIT):
            self.postgres.stop(how)
            time.sleep(0.5)
            self.postgres.start()
            time.sleep(0.5)

    def flush_redis(self) -> None:
        with self.valkey.client() as client:
            client.flushall()

    def without_redis(self, kills: int) -> None:
        """It stays away, and processes fall meanwhile too."""
        self.valkey.stop()
        for _ in range(kills):
            time.sleep(self.ordeal.redis_away / (kills + 1))
            self.kill_one()
        time.sleep(self.ordeal.redis_away / (kills + 1))
        self.valkey.start()

    def stop(self) -> None:
        self.supervisor.stopping = True
        if self.watching.is_alive():
            self.watching.join()
        self.supervisor.stop()
        self.house.database.dispose()
        self.postgres.stop()
        self.valkey.stop()


@contextmanager
def place(folder: Path, ordeal: Ordeal) -> Iterator[Place]:
    """Everything, ready to start; nothing of it is left."""
    folder.chmod(0o755)
    with sink() as mail:
        made = Place(folder, ordeal, mail)
        try:
            yield made
        finally:
            made.stop()


def endure(folder: Path, ordeal: Ordeal) -> Endured:
    """Let the timers come due while everything falls; wait until nothing is left to do."""
    with place(folder, ordeal) as here:
        cases = begin(here.house, ordeal.timers)
        here.start()
        began = time.monotonic()
        come_due(here.house, cases, timedelta(seconds=ordeal.over))
        for blow in blows(here):
            blow()
        wait_until(lambda: is_done(here), ordeal.patience)
        found = outcome(here.house, cases, here.mail.received)
        return Endured(found, here.killed, time.monotonic() - began)


def blows(here: Place) -> list[Blow]:
    """Kills all along, with the servers' own falls among them."""
    third = max(1, here.ordeal.kills // 3)
    pause = max(0.0, here.ordeal.over - here.ordeal.redis_away - 4) / (2 * third + 1)
    kills: list[Blow] = [here.kill_one, lambda: time.sleep(pause)] * third
    last = here.ordeal.kills - 2 * third
    fall = [here.flush_redis, *kills, here.restart_postgres]
    return [*kills, *fall, lambda: here.without_redis(last)]


def is_done(here: Place) -> bool:
    with suppress(DatabaseSilent):
        return is_over(here.house)
    return False


def wait_until(question: Callable[[], bool], patience: float) -> None:
    give_up = time.monotonic() + patience
    while not question():
        assert time.monotonic() < give_up, "the program did not get up again"
        time.sleep(0.2)
