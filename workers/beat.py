"""Who ticks. Nothing is remembered on disk: no file that a kill -9 could spoil or leave behind."""

import logging
from datetime import UTC, datetime
from typing import Any

from celery.beat import ScheduleEntry, Scheduler

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
ENOUGH = 100
"""Messages that wait: more of the same would only fill Redis while no worker is there."""

logger = logging.getLogger(__name__)


class Ticks(Scheduler):
    """Everything is asked for as beat starts, then at its own pace."""

    is_heard = True

    def setup_schedule(self) -> None:
        """What is hourly would otherwise never come to a program that is restarted more often."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at = LONG_AGO

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Send one tick; without a broker, say so once and let the next tick try."""
        try:
            if self._waiting(producer) < ENOUGH:
                self.apply_async(entry, producer=producer, advance=False)
        except Exception as error:  # whatever the broker does, beat goes on
            if self.is_heard:
                logger.warning("Redis ne répond pas (%s) : beat attend.", type(error).__name__)
            self.is_heard = False
        else:
            if not self.is_heard:
                logger.warning("Redis répond de nouveau.")
            self.is_heard = True

    def _waiting(self, producer: Any) -> int:
        """How many messages nobody has taken yet."""
        return int(producer.channel.client.llen(self.app.conf.task_default_queue))
