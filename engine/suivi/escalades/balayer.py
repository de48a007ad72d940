"""The sweep: each quarter of an hour of a working day, one transaction a thing to tell."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.core.calendar import PARIS, is_ouvre, paris_day
from engine.core.errors import DatabaseSilent
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database, Transaction
from engine.suivi.escalades.rappels import reminder, reminders
from engine.suivi.escalades.retards import late_task, late_tasks
from engine.suivi.escalades.transmettre import Sujet, to_tell, transmit, written_of

logger = logging.getLogger(__name__)
OPENS, CLOSES = 8, 18
Again = Callable[[Transaction], Sujet | None]
"""Looks again at a thing under the lock of its case."""
Source = Callable[[Transaction], Iterable[Sujet]]
SOURCES: Sequence[Source] = (late_tasks, reminders)


def sweep(
    database: Database, *, at: datetime | None = None, sources: Sequence[Source] = SOURCES
) -> int:
    """Tell what ``sources`` find that has to be told now; how many notices were promised.

    Nothing on a week-end, a public holiday, or out of working hours. Any number of sweeps may run:
    each takes a case that no other holds, and looks again. One that fails leaves the others be.
    """
    with database.transaction(SYSTEM, read_only=True, at=at) as tx:
        wanted = list(_wanted(tx, sources)) if is_working(tx.now) else []
    return sum(_tell(database, at, *one) for one in wanted)


def is_working(now: datetime) -> bool:
    """Whether people are at work: Monday to Friday, 8 to 18 in Paris, no public holiday."""
    return is_ouvre(paris_day(now)) and OPENS <= now.astimezone(PARIS).hour < CLOSES


def _wanted(tx: Transaction, sources: Sequence[Source]) -> Iterator[tuple[UUID, Again]]:
    sujets = [sujet for source in sources for sujet in source(tx)]
    written = written_of(tx, sujets)
    for one in sujets:
        if not to_tell(tx, one, written[one.objet]):
            continue
        if one.task_id is not None:
            yield one.cas.instance.id, partial(late_task, task_id=one.task_id)
        elif one.cas.dossier is not None:
            again = partial(reminder, dossier_id=one.cas.dossier.id, objet=one.objet)
            yield one.cas.instance.id, again


def _tell(database: Database, at: datetime | None, instance_id: UUID, again: Again) -> int:
    try:
        with database.transaction(SYSTEM, at=at) as tx:
            instance = tx.session.scalar(
                select(Instance).where(Instance.id == instance_id).with_for_update(skip_locked=True)
            )
            sujet = again(tx) if instance is not None else None
            return transmit(tx, instance, sujet) if instance and sujet else 0
    except DatabaseSilent:  # no fault of this case
        raise
    except Exception:  # one case must not keep the others from being told
        logger.exception("alerts of instance %s not told", instance_id)
        return 0
