"""A worker that hears nothing any more ends, so that whoever started it starts it again.

Celery's consumer does not always come back after its broker was away: an acknowledgement that
fails while Redis stops leaves the process alive and deaf, for ever (seen once in two falls of
Redis, `tests/faults`). Ticks then wait in the queue and nobody takes them.
"""

import logging
import os
import threading
import time

import redis
from celery import Celery
from celery.signals import worker_ready
from celery.worker import state

QUEUE = "celery"
LOOK_SECONDS = 5.0
DEAF_SECONDS = 20.0
"""Ticks come every few seconds: idle for so long beside a queue that is not empty is deaf."""
DEAF = 70
"""The exit code: not 0, so that systemd and compose start it again."""

logger = logging.getLogger(__name__)


@worker_ready.connect
def listen(sender: object = None, **_rest: object) -> None:
    """Once the worker is ready, look after it beside its work."""
    app: Celery = sender.app  # type: ignore[attr-defined]
    threading.Thread(target=_watch, args=(app.conf.broker_url,), daemon=True).start()


def _watch(url: str) -> None:
    client = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5)
    taken, since = -1, time.monotonic()
    while True:
        time.sleep(LOOK_SECONDS)
        now_taken = sum(state.total_count.values())
        if now_taken != taken or state.active_requests or not _is_waiting(client):
            taken, since = now_taken, time.monotonic()
        elif time.monotonic() - since > DEAF_SECONDS:
            logger.critical("Le worker n’entend plus Redis : il s’arrête pour être relancé.")
            os._exit(DEAF)


def _is_waiting(client: redis.Redis) -> bool:
    """Whether something is in the queue; nothing is where Redis is away."""
    try:
        return bool(client.llen(QUEUE))
    except redis.RedisError:
        return False
