"""The whole ordeal: 1,000 timers and mails, forty kill -9, Redis emptied and away for ten minutes,
PostgreSQL restarted twice. Everything as in production, the lease of two minutes included."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.divided import Division, divide
from tests.faults.ordeal import Ordeal, endure

WHOLE = Ordeal(timers=1_000, over=780, kills=42, redis_away=600, lease=120, patience=600, workers=3)

HOSTS = Division(timers=100, patience=300, network="")


def bench() -> bool:
    """Both trials; whether each date was kept once in each."""
    return all([hosts(), ordeal()])


def hosts() -> bool:
    """Two hosts, the first cut off with locks in hand; the network as patient as in production."""
    with TemporaryDirectory(prefix="palier-hosts-") as folder:
        reunited = divide(Path(folder), HOSTS)
    found = reunited.outcome
    print(
        f"un hôte coupé du réseau : l’autre a tout fait en {reunited.alone:.0f} s ; revenu seul, "
        f"le premier a tout fait en {reunited.back:.0f} s ; échéances {dict(found.fired)}, "
        f"courriers {found.received}/{found.promised}, revus {found.again}"
    )
    total = 2 * HOSTS.timers
    return found.fired == Counter({1: total}) and found.promised == found.received == total


def ordeal() -> bool:
    """Print what was done and what became of it."""
    with TemporaryDirectory(prefix="palier-faults-") as folder:
        endured = endure(Path(folder), WHOLE)
    found = endured.outcome
    print(f"kill -9 : {len(endured.killed)} ({dict(Counter(endured.killed))})")
    print(f"échéances, par nombre de fois : {dict(found.fired)} (promis : une fois chacune)")
    print(
        f"courriers promis {found.promised}, reçus {found.received}, revus sous le même "
        f"Message-ID {found.again}, inconnus {found.strangers}, incidents {found.incidents}"
    )
    print(f"en {endured.seconds:.0f} s\n")
    return (
        found.fired == Counter({1: WHOLE.timers})
        and found.promised == found.received == WHOLE.timers
        and found.strangers == found.incidents == 0
    )
