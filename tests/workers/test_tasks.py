"""A real worker on a real Valkey: it fires what is due and keeps what was promised."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest
import redis
from sqlalchemy import update

from engine.bpm.timers.models import Timer
from engine.core import clock
from engine.core.calendar import paris_day
from engine.core.config import settings
from engine.core.crypto import Keyring, new_key
from engine.core.outbox.models import Job
from engine.core.transaction import Database
from engine.migrations import upgrade
from tests.house import MONDAY, PARTAGE, House
from workers.schedule import SCHEDULE

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
WITHIN = 40.0


@pytest.fixture
def case(postgres_house: House) -> UUID:
    """A household met today, for workers have no clock but the real one."""
    house = postgres_house
    house.at = clock.now()
    case = house.open_dossier(date_reperage=paris_day(house.at).isoformat())
    house.do(case, "information_partage", PARTAGE)
    return case


@contextmanager
def worker(env: Mapping[str, str]) -> Iterator[None]:
    """`palier worker`, as any machine runs it."""
    process = subprocess.Popen([sys.executable, "-m", "workers", "worker"], env=env)
    try:
        yield
    finally:
        process.terminate()
        assert process.wait(20) == 0


def ask(env: Mapping[str, str], *names: str) -> None:
    """Send jobs as beat does, from another process."""
    sends = "; ".join(f"app.send_task({name!r})" for name in names)
    program = f"from workers.app import app; {sends}"
    subprocess.run([sys.executable, "-c", program], env=env, check=True)


def eventually(question: Callable[[], bool]) -> None:
    """Wait for the answer to become yes."""
    give_up = time.monotonic() + WITHIN
    while not question():
        assert time.monotonic() < give_up, question
        time.sleep(0.1)


def test_a_worker_fires_what_is_due_and_keeps_its_promises(
    postgres_house: House, case: UUID, outside: Mapping[str, str], redis_url: str
) -> None:
    house = postgres_house
    redis.Redis.from_url(redis_url).flushdb()
    timers = (Timer.instance_id == case, Timer.element == "rappel_10_jours")
    with house.system() as tx:
        tx.session.execute(update(Timer).where(*timers).values(due_at=LONG_AGO, wake_at=LONG_AGO))
    with worker(outside):
        ask(outside, "palier.fire_timers")
        eventually(lambda: not house.rows(Timer, *timers))
        assert house.rows(Job, Job.done_at.is_(None)) != []
        assert house.told(case) == []
        ask(outside, "palier.keep_promises")
        eventually(lambda: house.told(case) == ["rappel_prediagnostic"])
        ask(outside, "palier.fire_timers", "palier.keep_promises", "palier.keep_promises")
        eventually(lambda: not redis.Redis.from_url(redis_url).llen("celery"))
    assert house.told(case) == ["rappel_prediagnostic"]


def test_every_scheduled_job_exists_and_every_job_is_scheduled() -> None:
    from workers.app import app

    app.loader.import_default_modules()
    known = {name for name in app.tasks if name.startswith("palier.")}
    assert known == {entry["task"] for entry in SCHEDULE.values()}


@pytest.mark.usefixtures("here")
def test_before_the_first_publication_no_job_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker starts as soon as the schema is there: whoever publishes comes later."""
    from workers import app as door

    url = settings().database_url
    upgrade(url)
    empty = Database(url, Keyring({1: new_key()}))
    monkeypatch.setattr(door, "_opened", [empty])
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    door.app.loader.import_default_modules()
    for entry in SCHEDULE.values():
        door.app.tasks[entry["task"]]()
    empty.dispose()


def test_jobs_carry_no_arguments_so_redis_holds_no_secret() -> None:
    assert not any("args" in entry or "kwargs" in entry for entry in SCHEDULE.values())
