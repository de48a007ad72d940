"""So many cases, each with one timer that promises one mail; what must be true of them after."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select, update

from engine.bpm.dialect.folder import read_folder
from engine.bpm.instances.models import Incident, Step
from engine.bpm.timers.models import Timer
from engine.core import clock
from engine.core.audit.models import AuditEntry
from engine.core.crypto import add_key, load_keyring
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.models import Job
from engine.core.transaction import Database
from engine.core.walls import wall_key
from engine.migrations import upgrade
from engine.suivi.setup import open_people, settle_groups
from tests.engine.bpm.use_cases.drawing import catch, diagram, end, path, service, start, timer
from tests.faults.program import KIND
from tests.house import House

STORY = diagram(
    "essai_echeance",
    start(),
    catch("echeance", timer("P1D")),
    service("courrier", "essai.courrier"),
    end(),
    path("debut", "echeance", "courrier", "fin"),
)

HOLDING = """
select client_addr from pg_locks join pg_stat_activity using (pid)
where relation = 'instance'::regclass and mode = 'RowShareLock' and state = 'idle in transaction'
"""
"""Whose connections hold a case while what its timer does takes its time (`promise_mail`)."""


def settle(url: str, keys: Path) -> House:
    """A database migrated as `palier migrate` does, with people and the story's diagram."""
    add_key(keys)
    keyring = load_keyring(keys)
    upgrade(url, wall_key(keyring))
    database, folder = Database(url, keyring), read_folder()
    with database.transaction(SYSTEM) as tx:
        settle_groups(tx, folder)
        people = open_people(tx, folder)
    database.dispose()
    house = House(url, people, folder, at=clock.now())
    house.database.keys = keyring
    house.publish(STORY)
    return house


def begin(house: House, count: int) -> list[UUID]:
    """Start the cases; their timers are due tomorrow."""
    return [house.start("essai_echeance") for _ in range(count)]


def come_due(house: House, cases: Sequence[UUID], over: timedelta) -> None:
    """The timers are due one after the other, from now on."""
    first = clock.now()
    with house.database.transaction(SYSTEM) as tx:
        for rank, case in enumerate(cases):
            due = first + over * rank / len(cases)
            tx.session.execute(
                update(Timer).where(Timer.instance_id == case).values(due_at=due, wake_at=due)
            )


def is_over(house: House) -> bool:
    """No timer waits, and no promise."""
    with house.database.transaction(SYSTEM, read_only=True) as tx:
        timers = tx.session.scalar(select(func.count()).select_from(Timer))
        left = select(func.count()).select_from(Job).where(Job.done_at.is_(None))
        return not timers and not tx.session.scalar(left)


@dataclass(frozen=True)
class Outcome:
    """What became of so many timers and mails."""

    fired: Counter[int]
    """How many cases whose timer fired so many times."""
    promised: int
    received: int
    """Different mails."""
    again: int
    """Mails that the server saw once more, under the same Message-ID."""
    strangers: int
    incidents: int


def outcome(house: House, cases: Sequence[UUID], received: Counter[str]) -> Outcome:
    """Count in the steps, in the audit, in the promises and at the mail server."""
    steps = Counter(step.instance_id for step in house.rows(Step, Step.element == "echeance"))
    audit = Counter(
        entry.chain_id for entry in house.rows(AuditEntry, AuditEntry.tag == "timer:fired")
    )
    assert steps == audit
    jobs = {str(job.id) for job in house.rows(Job, Job.kind == KIND)}
    return Outcome(
        fired=Counter(steps[case] for case in cases),
        promised=len(jobs),
        received=len(jobs & received.keys()),
        again=received.total() - len(received),
        strangers=len(received.keys() - jobs),
        incidents=len(house.rows(Incident)),
    )
