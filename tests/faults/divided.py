"""Two hosts share the work; one is cut off in the middle of a transaction, then comes back."""

import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg

from tests.faults.hosts import Network, network
from tests.faults.machines import Sink, program, sink
from tests.faults.ordeal import Ordeal, Place, is_done, wait_until
from tests.faults.program import NETWORK, SLOW
from tests.faults.story import HOLDING, Outcome, begin, come_due, outcome

HOSTS = ("un", "deux")
THERE = "select count(*) from pg_stat_activity where client_addr = %s"
BUSY = f"select count(*) from ({HOLDING}) as held where client_addr = %s"


@dataclass(frozen=True)
class Division:
    """How many timers a time, how short the network's patience, how long we wait for it."""

    timers: int
    patience: float
    network: str = "court"


class Divided(Place):
    """The servers stand on the bridge, the program on two hosts."""

    def __init__(self, folder: Path, division: Division, mail: Sink, net: Network) -> None:
        self.net = net
        extra = {SLOW: "0.3", NETWORK: division.network}
        ordeal = Ordeal(division.timers, 1, 0, 0, patience=division.patience, extra=extra)
        super().__init__(folder, ordeal, mail, net.server)

    def start(self) -> None:
        for host in HOSTS:
            for part in ("worker", "beat"):
                self.supervisor.start(f"{part} {host}", [*self.net.on(host), *program(part)])
        self.watching.start()
        for host in HOSTS:
            self.wait(lambda host=host: self.count(THERE, host) > 0)

    def count(self, question: str, host: str) -> int:
        near = self.house.url
        with psycopg.connect(near) as connection:
            row = connection.execute(question.encode(), [self.net.hosts[host]]).fetchone()
        return int(row[0]) if row else 0

    def wait(self, question: object) -> float:
        began = time.monotonic()
        wait_until(question, self.ordeal.patience)
        return time.monotonic() - began


@dataclass(frozen=True)
class Reunited:
    """What became of it; how long until the other host had done all, and until the first helped."""

    outcome: Outcome
    alone: float
    back: float


def divide(folder: Path, division: Division) -> Reunited:
    """Cut the first host while it holds locks; the other does all; then the other is cut."""
    folder.chmod(0o755)
    with network(*HOSTS) as net, sink(net.server) as mail:
        here = Divided(folder, division, mail, net)
        try:
            return _divide(here, division)
        finally:
            for host in HOSTS:
                net.join(host)
            here.stop()


def _divide(here: Divided, division: Division) -> Reunited:
    first = begin(here.house, division.timers)
    here.start()
    come_due(here.house, first, timedelta(seconds=1))
    here.wait(lambda: here.count(BUSY, "un") > 0)
    here.net.cut("un")
    assert here.count(BUSY, "un") > 0  # its locks are held by nobody that could say so
    alone = here.wait(lambda: is_done(here))
    here.net.join("un")
    here.net.cut("deux")
    second = begin(here.house, division.timers)
    come_due(here.house, second, timedelta(seconds=1))
    back = here.wait(lambda: is_done(here))
    here.net.join("deux")
    return Reunited(outcome(here.house, [*first, *second], here.mail.received), alone, back)
