"""Workers are killed at any moment, again and again: each effect happens once."""

import multiprocessing
import random
import time
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.models import Incident, Step
from engine.bpm.messages.models import Notice
from engine.bpm.timers.models import Timer, TimerFiring
from engine.core.audit.models import AuditEntry
from engine.core.audit.verify import is_intact
from engine.core.outbox.models import Job
from tests.engine.bpm.use_cases import relentless
from tests.engine.bpm.use_cases.drawing import (
    diagram,
    end,
    form,
    path,
    reaction,
    start,
    tell,
    timer,
    user,
)
from tests.house import House

KILLS = 100  # on each of the two databases
CASES = 6
HOUR = timedelta(hours=1)
LONGEST_LIFE = 0.12  # seconds of work before a worker is killed

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([relentless.__name__])


@pytest.fixture
def cases(house: House) -> list[UUID]:
    """Cases that each send two notices an hour, and ask for a thing to do once."""
    hourly = timer("R/PT1H", "timeCycle")
    house.publish(
        diagram(
            "horloge",
            start(),
            user("veiller", "vide"),
            reaction(
                "chaque_heure",
                start("tic", event=hourly, repeated=True),
                tell("premier", "fin_mesure_m9"),
                tell("second", "fin_mesure_m10"),
                end("fin_tic"),
                path("tic", "premier", "second", "fin_tic"),
            ),
            reaction(
                "une_fois",
                start("delai", event=timer("PT90M"), repeated=True),
                user("relancer", "vide"),
                end("fin_delai"),
                path("delai", "relancer", "fin_delai"),
            ),
            end(),
            path("debut", "veiller", "fin"),
        ),
        form("vide"),
    )
    return [house.start("horloge") for _ in range(CASES)]


def live_and_be_killed(house: House) -> None:
    """A worker works for a moment at the house's time, then is killed without a word."""
    here, there = PROCESSES.Pipe(duplex=False)
    arguments = (house.url, house.key, house.at, there)
    worker = PROCESSES.Process(target=relentless.work, args=arguments, daemon=True)
    worker.start()
    there.close()
    assert here.recv()
    time.sleep(random.uniform(0, LONGEST_LIFE))
    worker.kill()
    worker.join()
    assert worker.exitcode == -9
    here.close()


def test_workers_killed_at_any_moment_do_everything_exactly_once(
    house: House, cases: list[UUID]
) -> None:
    first = house.at
    unfinished = 0
    for _ in range(KILLS):
        house.at += HOUR
        live_and_be_killed(house)
        late = house.rows(Timer, Timer.due_at <= house.at)
        unfinished += bool(late) or bool(house.rows(Job, Job.done_at.is_(None)))
    house.at += HOUR
    while house.time_passes(house.at) or house.keep_promises():
        pass
    turns = int((house.at - first) / HOUR)
    for case in cases:
        check(house, case, turns)
    assert house.rows(Incident) == []
    assert house.rows(Job, Job.done_at.is_(None)) == []
    assert unfinished > KILLS / 4, "the workers were killed when they had nothing left to do"


def check(house: House, case: UUID, turns: int) -> None:
    """Each turn of the clock has happened once, or is told as missed: a killed worker is late.

    Steps, audit, notices and the task say the same.
    """
    firings = house.rows(TimerFiring, TimerFiring.instance_id == case)
    missed = sum(firing.missed for firing in firings if firing.element == "tic")
    assert 0 <= missed < turns
    turns -= missed
    done = house.rows(Step, Step.instance_id == case, Step.outcome == "done")
    steps = Counter(step.element for step in done)
    assert [steps[name] for name in ("tic", "premier", "second", "fin_tic")] == [turns] * 4
    assert steps["delai"] == 1
    fired = (AuditEntry.chain_id == case, AuditEntry.tag == "timer:fired")
    assert len(house.rows(AuditEntry, *fired)) == turns + 1
    notices = house.rows(Notice, Notice.instance_id == case)
    assert Counter(notice.template for notice in notices) == {
        "fin_mesure_m9": turns,
        "fin_mesure_m10": turns,
        "tache_a_faire": 2,
    }
    assert house.tasks(case) == ["relancer", "veiller"]
    with house.system() as tx:
        assert is_intact(tx, lock_instance(tx, case))
