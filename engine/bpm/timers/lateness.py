"""How late time is: what waits though it is due, what cannot fire, and how late the rest was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import func, select

from engine.bpm.instances.models import Instance
from engine.bpm.timers.models import Timer, TimerFiring
from engine.core import access
from engine.core.transaction import Transaction
from engine.core.walls import beyond

LOOK_BACK = timedelta(days=7)
MEASURED_AT_MOST = 10_000
LISTED_AT_MOST = 100
PROMPT = timedelta(minutes=1)


@dataclass(frozen=True)
class Lateness:
    """Counts over every case, whoever may see them: numbers name nobody."""

    waiting: int
    """Due, and not fired yet."""
    oldest: timedelta
    """How long the oldest of them has waited; zero without one."""
    broken: int
    """Firing them failed: the sweep tries again, and an incident stands on their case."""
    fired: int
    """In the last seven days, MEASURED_AT_MOST of the latest."""
    prompt: int
    """Of these, within a minute."""
    usual: timedelta
    """The median of how late they were."""
    worst: timedelta
    missed: int
    """Turns of cycles for which another firing stood."""

    @property
    def is_late(self) -> bool:
        return self.oldest > PROMPT


@dataclass(frozen=True)
class Broken:
    """A timer that cannot fire, on a case that the actor sees."""

    instance_id: UUID
    reference: str
    element: str
    due_at: datetime


def read_lateness(tx: Transaction) -> Lateness:
    """Measured on the timers' own rows; NotAllowed for who neither leads nor edits processes."""
    access.require(tx, access.Permission.TIMING_READ, None)
    with beyond(tx):
        due = (Timer.wake_at <= tx.now, Timer.retry_at.is_(None))
        waiting = tx.session.scalar(select(func.count()).select_from(Timer).where(*due))
        oldest = tx.session.scalar(select(func.min(Timer.due_at)).where(*due))
        broken = tx.session.scalar(
            select(func.count()).select_from(Timer).where(Timer.retry_at.is_not(None))
        )
        fired = tx.session.execute(
            select(TimerFiring.due_at, TimerFiring.fired_at, TimerFiring.missed)
            .where(TimerFiring.fired_at > tx.now - LOOK_BACK)
            .order_by(TimerFiring.fired_at.desc())
            .limit(MEASURED_AT_MOST)
        ).all()
    late = [row.fired_at - row.due_at for row in fired]
    return Lateness(
        waiting=waiting or 0,
        oldest=tx.now - oldest if oldest else timedelta(0),
        broken=broken or 0,
        fired=len(late),
        prompt=sum(one <= PROMPT for one in late),
        usual=median(late) if late else timedelta(0),
        worst=max(late, default=timedelta(0)),
        missed=sum(row.missed for row in fired),
    )


def broken_timers(tx: Transaction) -> Sequence[Broken]:
    """Those of the cases that the actor sees, the oldest first."""
    rows = tx.session.execute(
        select(Timer.instance_id, Instance.reference, Timer.element, Timer.due_at)
        .join(Instance, Instance.id == Timer.instance_id)
        .where(Timer.retry_at.is_not(None), access.visible(Timer.circle_id, tx.actor))
        .order_by(Timer.due_at)
        .limit(LISTED_AT_MOST)
    )
    return [Broken(*row) for row in rows]
