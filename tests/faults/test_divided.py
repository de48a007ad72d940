"""Two hosts, one cut off and back: nothing is lost, nothing is done twice."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.divided import Division, divide


def test_a_host_cut_off_with_locks_in_hand_loses_and_doubles_nothing() -> None:
    """The network's patience is shortened here (25 s to 4); `make bench ARGS=faults` keeps it."""
    with TemporaryDirectory(prefix="palier-hosts-") as folder:
        found = divide(Path(folder), Division(timers=24, patience=120)).outcome
    assert found.fired == Counter({1: 48})
    assert (found.promised, found.received) == (48, 48)
    assert (found.strangers, found.incidents) == (0, 0)
    assert found.again <= 2  # accepted by the mail server, then cut: the same Message-ID again
