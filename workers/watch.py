"""A worker that hears nothing any more ends, so that whoever started it starts it again.

Celery's consumer does not always come back after its broker was away: an acknowledgement that
fails while Redis stops leaves the process alive and deaf, for ever (seen once in two falls of
Redis, `tests/faults`). Ticks then wait in the queue and nobody takes them.
"""

import logging
import os
import threading
import time

from celery.signals import worker_ready
from celery.worker import state
from redis.exceptions import RedisError

from workers.pulse import broker

QUEUE = "celery"
LOOK_SECONDS = 5.0
DEAF_SECONDS = 20.0
"""Ticks come every few seconds: idle for so long beside a queue that is not empty is deaf."""
DEAF = 70
"""The exit code: not 0, so that systemd and compose start it again."""

logger = logging.getLogger(__name__)


@worker_ready.connect
def listen(**_rest: object) -> None:
    """Once the worker is ready, look after it beside its work."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    taken, since = -1, time.monotonic()
    while True:
        time.sleep(LOOK_SECONDS)
        now_taken = sum(state.total_count.values())
        if now_taken != taken or state.active_requests or not _is_waiting():
            taken, since = now_taken, time.monotonic()
        elif time.monotonic() - since > DEAF_SECONDS:
            logger.critical("Le worker n’entend plus Redis : il s’arrête pour être relancé.")
            os._exit(DEAF)


def _is_waiting() -> bool:
    """Whether something is in the queue; nothing is where Redis is away."""
    try:
        return bool(broker().llen(QUEUE))
    except RedisError:
        return False
