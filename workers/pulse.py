"""When the last sweep of timers ended, told in Redis: /sante and `palier doctor` read it there.

A wake-up, no truth: when Redis forgets it, the next sweep tells it again.
"""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache

from celery.signals import task_success
from redis import Redis
from redis.exceptions import RedisError

from engine.core import clock
from engine.core.config import PULSE, settings

SWEEP = "palier.fire_timers"
logger = logging.getLogger(__name__)


def beat_once(sender: object = None, **_rest: object) -> None:
    """A sweep has ended well."""
    if getattr(sender, "name", "") == SWEEP:
        with suppress(RedisError):
            broker().set(PULSE, clock.now().isoformat())


def last_sweep(redis_url: str) -> timedelta | None:
    """How long ago the last sweep ended; None when nobody knows. RedisError without a broker."""
    with connected(redis_url) as client:
        told = client.get(PULSE)
    return clock.now() - datetime.fromisoformat(str(told)) if told else None


def connected(redis_url: str) -> "Redis":
    """A client that does not wait for long."""
    return Redis.from_url(
        redis_url, socket_timeout=3, socket_connect_timeout=3, decode_responses=True
    )


@cache
def broker() -> "Redis":
    """This process's own."""
    return connected(settings().redis_url or "")


task_success.connect(beat_once)
