"""The door for time and machines: Celery wakes, the database decides."""

from celery import Celery

import engine.suivi.setup  # noqa: F401  # registers the actions that diagrams name
from engine.core.config import settings
from engine.core.memory import settle_memory
from engine.core.transaction import Database
from workers.schedule import SCHEDULE

VISIBILITY_SECONDS = 3_600

INCLUDED = [
    "workers.timers",
    "workers.relay",
    "workers.atelier",
    "workers.revues",
    "workers.conservation",
    "workers.mail",
]

app = Celery("palier", broker=settings().redis_url, include=INCLUDED)
app.conf.update(
    beat_schedule=SCHEDULE,
    timezone="Europe/Paris",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_default_expires=60,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    # Redis would otherwise look for lost messages every 100 s only.
    broker_transport_options={
        "visibility_timeout": VISIBILITY_SECONDS,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    },
)

_opened: list[Database] = []


def database() -> Database:
    """This process's database, opened when the first job asks."""
    if not _opened:
        settle_memory()
        _opened.append(Database.of(settings()))
    return _opened[0]
