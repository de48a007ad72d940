"""The door for time and machines: Celery wakes, the database decides."""

import logging

from celery import Celery, Task

import engine.suivi.setup  # noqa: F401  # registers the actions that diagrams name
from engine.core.config import settings
from engine.core.errors import DatabaseSilent
from engine.core.memory import settle_memory
from engine.core.transaction import Database
from workers.schedule import SCHEDULE

VISIBILITY_SECONDS = 3_600
"""Longer than any job: a message that nobody has finished by then is given to another worker."""
SILENT_SECONDS = 10
"""How long the broker may say nothing before the connection is held for dead."""

INCLUDED = [
    "workers.timers",
    "workers.relay",
    "workers.atelier",
    "workers.revues",
    "workers.conservation",
    "workers.escalades",
    "workers.mail",
    "workers.watch",
]

logger = logging.getLogger(__name__)


class Job(Task):
    """A job that the next tick asks for again: a database that is away is a line, not a fault."""

    throws = (DatabaseSilent,)

    def on_failure(self, exc: Exception, *_rest: object) -> None:
        """Say in words what the operator can do something about."""
        if isinstance(exc, DatabaseSilent):
            logger.warning("La base de données ne répond pas : %s attend.", self.name)


app = Celery("palier", broker=settings().redis_url, include=INCLUDED, task_cls=Job)
app.conf.update(
    beat_schedule=SCHEDULE,
    beat_scheduler="workers.beat:Ticks",
    timezone="Europe/Paris",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    # Nobody commands a worker but its signals: no more to lose on a broker that comes and goes.
    worker_enable_remote_control=False,
    # A broker may be away for a night: wait for it, however long.
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_SECONDS,
        # Redis would otherwise look for lost messages every 100 s only.
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
        # A broker that vanished without a word: an answer is waited for, not for ever.
        "socket_timeout": SILENT_SECONDS,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": SILENT_SECONDS,
        "retry_on_timeout": True,
    },
)

_opened: list[Database] = []


def database() -> Database:
    """This process's database, opened when the first job asks."""
    if not _opened:
        settle_memory()
        _opened.append(Database.of(settings()))
    return _opened[0]
