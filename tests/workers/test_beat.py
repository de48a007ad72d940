"""Beat, and how the broker is used: what was measured to lose nothing (notes/backend.md)."""

import redis
from celery import Celery

from workers.app import VISIBILITY_SECONDS, app
from workers.beat import ENOUGH, Ticks
from workers.schedule import EXPIRES, SCHEDULE


def ticking(redis_url: str) -> Ticks:
    ours = Celery("essai", broker=redis_url)
    ours.conf.beat_schedule = SCHEDULE
    return Ticks(app=ours)


def test_everything_is_asked_for_as_beat_starts(redis_url: str) -> None:
    """An hourly job comes, even to a program that is stopped every evening."""
    ticks = ticking(redis_url)
    assert all(entry.is_due().is_due for entry in ticks.schedule.values())
    assert ticks.schedule.keys() == SCHEDULE.keys()


def test_without_a_worker_beat_does_not_fill_redis(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
        ticks = ticking(redis_url)
        for _ in range(ENOUGH + 20):
            ticks.apply_entry(ticks.schedule["timers"], producer=ticks.producer)
        assert client.llen("celery") == ENOUGH
        client.flushdb()
        ticks.apply_entry(ticks.schedule["timers"], producer=ticks.producer)
        assert client.llen("celery") == 1  # all of Redis lost: the next tick comes all the same
        client.flushdb()


def test_beat_survives_its_broker(redis_url: str) -> None:
    class Gone:
        """A connection to a broker that is no more."""

        @property
        def channel(self) -> None:
            raise ConnectionError

    ticks = ticking(redis_url)
    ticks.apply_entry(ticks.schedule["timers"], producer=Gone())
    assert not ticks.is_heard
    ticks.apply_entry(ticks.schedule["timers"], producer=ticks.producer)
    assert ticks.is_heard


def test_the_broker_is_used_as_it_was_measured() -> None:
    conf = app.conf
    assert conf.task_acks_late and conf.task_reject_on_worker_lost and conf.task_ignore_result
    assert conf.worker_prefetch_multiplier == 1
    assert conf.broker_connection_max_retries is None
    options = conf.broker_transport_options
    assert options["visibility_timeout"] == VISIBILITY_SECONDS
    assert (options["unacked_restore_interval"], options["unacked_restore_throttle"]) == (1, 1)
    assert all(entry["options"] == EXPIRES for entry in SCHEDULE.values())
