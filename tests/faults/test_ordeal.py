"""Workers, beats, webs and their servers fall at random: each date is kept, once."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.ordeal import Ordeal, endure, is_done, place, wait_until
from tests.faults.program import DEATH
from tests.faults.story import begin, come_due, outcome

# The whole one (1,000 timers, Redis away for ten minutes) is `make bench ARGS=faults`.
SHORT = Ordeal(timers=120, over=12, kills=6, redis_away=3, webs=1)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short enough a path for PostgreSQL's socket, and open to its account."""
    with TemporaryDirectory(prefix="palier-faults-") as made:
        yield Path(made)


def test_everything_falls_and_each_date_is_kept_once(folder: Path) -> None:
    endured = endure(folder, SHORT)
    print(endured)
    found = endured.outcome
    assert found.fired == Counter({1: SHORT.timers})
    assert (found.promised, found.received) == (SHORT.timers, SHORT.timers)
    assert (found.strangers, found.incidents) == (0, 0)
    # Between « accepted » and « committed »: again, under the same Message-ID. See the next test.
    assert found.again <= len(endured.killed) + 2
    assert {name.split()[0] for name in endured.killed} == {"worker", "beat", "web"}


def test_killed_between_accepted_and_committed_a_mail_goes_again_as_the_same(folder: Path) -> None:
    """What cannot be had from SMTP, said: at least once, and known as the same by Message-ID."""
    calm = Ordeal(
        timers=3, over=0.1, kills=0, redis_away=0, workers=1, beats=1, webs=0,
        extra={DEATH: str(folder / "mort")},
    )  # fmt: skip
    with place(folder, calm) as here:
        cases = begin(here.house, calm.timers)
        here.start()
        come_due(here.house, cases, timedelta(seconds=calm.over))
        time.sleep(1)
        wait_until(lambda: is_done(here), calm.patience)
        found = outcome(here.house, cases, here.mail.received)
    assert found.fired == Counter({1: 3})
    assert (found.promised, found.received, found.again) == (3, 3, 1)
